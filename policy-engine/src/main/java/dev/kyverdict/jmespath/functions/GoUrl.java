package dev.kyverdict.jmespath.functions;

import java.util.Locale;
import java.util.function.Supplier;

/**
 * What {@code net/url} of Go 1.26 says about a URL: its errors, and the name of the host.
 *
 * @param hostname without port and brackets; may be empty
 */
public record GoUrl(String hostname) {

  private static final String HOST_MARKS = "-_.~!$&'()*+,;=:[]<>\"";
  private static final String USER_MARKS = "-._:~!$&'()*+,;=%@";

  /**
   * {@code url.Parse}.
   *
   * @throws FunctionException with Go's text
   */
  public static GoUrl parse(String text) {
    int hash = text.indexOf('#');
    String url = hash < 0 ? text : text.substring(0, hash);
    GoUrl parsed = within(url, () -> parsed(url));
    return hash < 0
        ? parsed
        : within(
            text,
            () -> {
              Escapes.check(text.substring(hash + 1));
              return parsed;
            });
  }

  private static GoUrl within(String url, Supplier<GoUrl> parser) {
    try {
      return parser.get();
    } catch (FunctionException e) {
      throw new FunctionException("parse " + Escapes.quoted(url) + ": " + e.text());
    }
  }

  private static GoUrl parsed(String url) {
    if (url.chars().anyMatch(c -> c < ' ' || c == 0x7F)) {
      throw new FunctionException("net/url: invalid control character in URL");
    }
    if (url.equals("*")) {
      return new GoUrl("");
    }
    int colon = schemeEnd(url);
    String scheme = colon < 0 ? "" : url.substring(0, colon).toLowerCase(Locale.ROOT);
    String rest = url.substring(colon + 1);
    int query = rest.indexOf('?');
    rest = query < 0 ? rest : rest.substring(0, query);
    if (!rest.startsWith("/")) {
      if (!scheme.isEmpty()) {
        return new GoUrl("");
      }
      refuseColonInFirstSegment(rest);
    }
    String hostname = "";
    if (rest.startsWith("//") && (!scheme.isEmpty() || !rest.startsWith("///"))) {
      int slash = rest.indexOf('/', 2);
      String authority = slash < 0 ? rest.substring(2) : rest.substring(2, slash);
      rest = slash < 0 ? "" : rest.substring(slash);
      hostname = hostnameOf(host(scheme, authority));
    }
    Escapes.check(rest);
    return new GoUrl(hostname);
  }

  /** Where the colon behind a scheme is; -1 when there is no scheme. */
  private static int schemeEnd(String url) {
    for (int i = 0; i < url.length(); i++) {
      char c = url.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      boolean later = (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
      if (c == ':') {
        if (i == 0) {
          throw new FunctionException("missing protocol scheme");
        }
        return i;
      }
      if (!letter && !(later && i > 0)) {
        return -1;
      }
    }
    return -1;
  }

  private static void refuseColonInFirstSegment(String rest) {
    int slash = rest.indexOf('/');
    int colon = rest.indexOf(':');
    if (colon >= 0 && (slash < 0 || colon < slash)) {
      throw new FunctionException("first path segment in URL cannot contain colon");
    }
  }

  private static String host(String scheme, String authority) {
    int at = authority.lastIndexOf('@');
    String host = hostAndPort(scheme, authority.substring(at + 1));
    String user = at < 0 ? "" : authority.substring(0, at);
    for (int i = 0; i < user.length(); i++) {
      if (!isAlphanumeric(user.charAt(i)) && USER_MARKS.indexOf(user.charAt(i)) < 0) {
        throw new FunctionException("net/url: invalid userinfo");
      }
    }
    Escapes.check(user);
    return host;
  }

  private static String hostAndPort(String scheme, String host) {
    int bracket = host.lastIndexOf('[');
    if (bracket > 0) {
      throw new FunctionException("invalid IP-literal");
    }
    if (bracket == 0) {
      return literal(host);
    }
    int colon = host.indexOf(':');
    if (colon >= 0) {
      boolean strict = scheme.equals("http") || scheme.equals("https");
      checkPort(host.substring(strict ? colon : host.lastIndexOf(':')));
    }
    return Escapes.unescapedHost(host);
  }

  private static String literal(String host) {
    int end = host.lastIndexOf(']');
    if (end < 0) {
      throw new FunctionException("missing ']' in host");
    }
    checkPort(host.substring(end + 1));
    String name = host.substring(1, end);
    int zone = name.indexOf("%25");
    String address =
        zone < 0
            ? Escapes.unescapedHost(name)
            : Escapes.unescapedHost(name.substring(0, zone))
                + Escapes.unescapedZone(name.substring(zone));
    byte[] bytes =
        IpAddress.parse(address)
            .map(IpAddress::bytes)
            .orElseThrow(() -> new FunctionException("invalid host: " + notAnAddress(address)));
    if (bytes.length == 4) {
      throw new FunctionException("invalid IP-literal");
    }
    return "[" + address + "]" + host.substring(end + 1);
  }

  private static String notAnAddress(String text) {
    return "ParseAddr(" + Escapes.quoted(text) + "): unable to parse IP";
  }

  private static void checkPort(String port) {
    if (!isOptionalPort(port)) {
      throw new FunctionException("invalid port " + Escapes.quoted(port) + " after host");
    }
  }

  private static boolean isOptionalPort(String port) {
    if (port.isEmpty()) {
      return true;
    }
    return port.charAt(0) == ':' && port.chars().skip(1).allMatch(c -> c >= '0' && c <= '9');
  }

  private static String hostnameOf(String host) {
    int colon = host.lastIndexOf(':');
    String name =
        colon >= 0 && isOptionalPort(host.substring(colon)) ? host.substring(0, colon) : host;
    return name.startsWith("[") && name.endsWith("]") ? name.substring(1, name.length() - 1) : name;
  }

  static boolean isAlphanumeric(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  /** Whether it may stand in a host as it is. */
  static boolean isHostCharacter(int c) {
    return isAlphanumeric(c) || HOST_MARKS.indexOf(c) >= 0;
  }
}
