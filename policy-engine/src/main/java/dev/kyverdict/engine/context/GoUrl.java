package dev.kyverdict.engine.context;

import dev.kyverdict.engine.EvaluationException;
import dev.kyverdict.engine.substitution.GoPath;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A URL as Go's package {@code net/url} reads and writes it.
 *
 * @param scheme in small letters
 * @param opaque what follows the scheme when it has no slash
 * @param authority whether two slashes stand before the host, which may be empty
 * @param host with its port and before them the user
 * @param path as written
 * @param query as written, with its question mark
 */
record GoUrl(
    String scheme, String opaque, boolean authority, String host, String path, String query) {

  private static final String IN_PATH = "-_.~$&+,/:;=@";
  private static final String ALSO_WRITTEN = "!'()*[]%";
  private static final String IN_QUERY = "-_.~";

  /** Not a URL. */
  static final class InvalidUrlException extends Exception {
    InvalidUrlException(String url, String problem) {
      super("parse " + quoted(url) + ": " + problem, null, false, false);
    }
  }

  static GoUrl parse(String url) throws InvalidUrlException {
    int fragment = url.indexOf('#');
    String whole = fragment < 0 ? url : url.substring(0, fragment);
    if (whole.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
      throw new InvalidUrlException(url, "net/url: invalid control character in URL");
    }
    int colon = schemeEnd(whole);
    if (colon == 0) {
      throw new InvalidUrlException(url, "missing protocol scheme");
    }
    String scheme = colon < 0 ? "" : whole.substring(0, colon).toLowerCase(Locale.ROOT);
    String rest = whole.substring(colon + 1);
    int question = rest.indexOf('?');
    String query = question < 0 ? "" : rest.substring(question);
    rest = question < 0 ? rest : rest.substring(0, question);
    if (!rest.startsWith("/")) {
      return rootless(url, scheme, rest, query);
    }
    String host = "";
    boolean authority = rest.startsWith("//") && (!scheme.isEmpty() || !rest.startsWith("///"));
    if (authority) {
      int slash = rest.indexOf('/', 2);
      host = rest.substring(2, slash < 0 ? rest.length() : slash);
      rest = slash < 0 ? "" : rest.substring(slash);
    }
    return checked(url, new GoUrl(scheme, "", authority, host, rest, query));
  }

  private static GoUrl rootless(String url, String scheme, String rest, String query)
      throws InvalidUrlException {
    if (!scheme.isEmpty()) {
      return new GoUrl(scheme, rest, false, "", "", query);
    }
    int slash = rest.indexOf('/');
    if (rest.substring(0, slash < 0 ? rest.length() : slash).contains(":")) {
      throw new InvalidUrlException(url, "first path segment in URL cannot contain colon");
    }
    return checked(url, new GoUrl("", "", false, "", rest, query));
  }

  private static GoUrl checked(String url, GoUrl parsed) throws InvalidUrlException {
    Optional<String> bad = badEscape(parsed.path());
    if (bad.isPresent()) {
      throw new InvalidUrlException(url, "invalid URL escape " + quoted(bad.get()));
    }
    return parsed;
  }

  /** Where the scheme ends; -1 when there is none. */
  private static int schemeEnd(String url) {
    for (int i = 0; i < url.length(); i++) {
      char c = url.charAt(i);
      if (c == ':') {
        return i;
      }
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      boolean later = (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
      if (!letter && (!later || i == 0)) {
        return -1;
      }
    }
    return -1;
  }

  /** The user and the password before the host. */
  Optional<String> user() {
    int at = host.lastIndexOf('@');
    return at < 0 ? Optional.empty() : unescaped(host.substring(0, at));
  }

  /** The host without its port. */
  String hostname() {
    String plain = host.substring(host.lastIndexOf('@') + 1);
    int colon = plain.lastIndexOf(':');
    boolean port = colon >= 0 && plain.substring(colon + 1).chars().allMatch(Character::isDigit);
    String name = port ? plain.substring(0, colon) : plain;
    return name.startsWith("[") && name.endsWith("]") ? name.substring(1, name.length() - 1) : name;
  }

  @Override
  public String toString() {
    String start = scheme.isEmpty() ? "" : scheme + ":";
    if (!opaque.isEmpty()) {
      return start + opaque + query;
    }
    boolean asWritten =
        path.chars().allMatch(c -> isUnreserved(c, IN_PATH) || ALSO_WRITTEN.indexOf(c) >= 0);
    String shown = asWritten ? path : escaped(unescaped(path).orElse(path), IN_PATH);
    return start + (authority ? "//" + host : "") + shown + query;
  }

  /**
   * The path and query that client-go asks the API server for: {@code Request.RequestURI} in {@code
   * rest/request.go}.
   */
  static String requestUri(String uri) {
    GoUrl url;
    try {
      url = parse(uri);
    } catch (InvalidUrlException e) {
      throw new EvaluationException(String.valueOf(e.getMessage()));
    }
    String path = unescaped(url.path()).orElse(url.path());
    String clean = GoPath.join("/", path);
    boolean slash = path.length() > 1 && path.endsWith("/");
    String query = encoded(url.query());
    return escaped(slash ? clean + "/" : clean, IN_PATH) + (query.isEmpty() ? "" : "?" + query);
  }

  /** A query with its keys in order; pairs that cannot be read are left out. */
  private static String encoded(String query) {
    Map<String, List<String>> pairs = new TreeMap<>();
    for (String pair : query.isEmpty() ? new String[0] : query.substring(1).split("&")) {
      int equals = pair.indexOf('=');
      String key = equals < 0 ? pair : pair.substring(0, equals);
      String value = equals < 0 ? "" : pair.substring(equals + 1);
      Optional<String> plainKey = unescaped(key.replace('+', ' '));
      Optional<String> plainValue = unescaped(value.replace('+', ' '));
      boolean readable = !pair.isEmpty() && pair.indexOf(';') < 0;
      if (readable && plainKey.isPresent() && plainValue.isPresent()) {
        pairs.computeIfAbsent(plainKey.get(), k -> new ArrayList<>()).add(plainValue.get());
      }
    }
    List<String> parts = new ArrayList<>();
    pairs.forEach((k, values) -> values.forEach(v -> parts.add(form(k) + "=" + form(v))));
    return String.join("&", parts);
  }

  private static String form(String text) {
    return escaped(text, IN_QUERY).replace("%20", "+");
  }

  /** The text that an escaped one stands for; empty when an escape is none. */
  static Optional<String> unescaped(String text) {
    if (text.indexOf('%') < 0) {
      return Optional.of(text);
    }
    if (badEscape(text).isPresent()) {
      return Optional.empty();
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] written = text.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < written.length; i++) {
      if (written[i] == '%') {
        bytes.write(Character.digit(written[i + 1], 16) * 16 + Character.digit(written[i + 2], 16));
        i += 2;
      } else {
        bytes.write(written[i]);
      }
    }
    return Optional.of(bytes.toString(StandardCharsets.UTF_8));
  }

  private static Optional<String> badEscape(String text) {
    for (int at = text.indexOf('%'); at >= 0; at = text.indexOf('%', at + 1)) {
      String escape = text.substring(at, Math.min(text.length(), at + 3));
      boolean good =
          escape.length() == 3 && escape.chars().skip(1).allMatch(c -> Character.digit(c, 16) >= 0);
      if (!good) {
        return Optional.of(escape);
      }
    }
    return Optional.empty();
  }

  private static String escaped(String text, String unreserved) {
    StringBuilder escaped = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      int c = b & 0xff;
      if (isUnreserved(c, unreserved)) {
        escaped.append((char) c);
      } else {
        escaped.append('%').append(Character.toUpperCase(Character.forDigit(c >> 4, 16)));
        escaped.append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
      }
    }
    return escaped.toString();
  }

  private static boolean isUnreserved(int c, String unreserved) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || unreserved.indexOf(c) >= 0;
  }

  /** A text in quotes. */
  static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
