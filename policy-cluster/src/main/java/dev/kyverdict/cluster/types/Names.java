package dev.kyverdict.cluster.types;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What names, labels and keys may look like, and what is said of those that do not: {@code
 * apimachinery/pkg/util/validation/validation.go}.
 */
final class Names {

  private static final String LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
  private static final String SUBDOMAIN = LABEL + "(\\." + LABEL + ")*";
  private static final String DNS_1035 = "[a-z]([-a-z0-9]*[a-z0-9])?";
  private static final String QUALIFIED = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
  private static final String KEY = "[-._a-zA-Z0-9]+";
  private static final Pattern LABEL_PATTERN = Pattern.compile(LABEL);
  private static final Pattern SUBDOMAIN_PATTERN = Pattern.compile(SUBDOMAIN);
  private static final Pattern DNS_1035_PATTERN = Pattern.compile(DNS_1035);
  private static final Pattern QUALIFIED_PATTERN = Pattern.compile(QUALIFIED);
  private static final Pattern VALUE_PATTERN = Pattern.compile("(" + QUALIFIED + ")?");
  private static final Pattern KEY_PATTERN = Pattern.compile(KEY);
  private static final int LONGEST_LABEL = 63;
  private static final int LONGEST_SUBDOMAIN = 253;
  private static final int LONGEST_CRON_JOB = 52;
  private static final String QUALIFIED_ERROR =
      regexError(
          "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with"
              + " an alphanumeric character",
          QUALIFIED,
          "MyName",
          "my.name",
          "123-abc");

  /** Kinds whose names are anything that can stand in a path. */
  private static final Set<String> PATH_SEGMENTS =
      Set.of("Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding");

  private Names() {}

  /**
   * What is wrong with the name of an object.
   *
   * @param prefix whether more will follow
   */
  static List<String> ofObject(ResourceType type, String name, boolean prefix) {
    String whole =
        prefix && name.endsWith("-")
            ? name.length() > 1 ? name.substring(0, name.length() - 2) + "a" : "a"
            : name;
    if (type.group().equals("rbac.authorization.k8s.io") && PATH_SEGMENTS.contains(type.kind())) {
      return pathSegment(name);
    }
    return switch (type.qualifiedKind()) {
      case "Namespace", "StatefulSet.apps" -> label(whole);
      case "Service" -> dns1035(whole);
      case "Event", "Event.events.k8s.io", "APIService.apiregistration.k8s.io" -> List.of();
      default -> subdomain(whole);
    };
  }

  /** A cron job's name leaves room for that of its jobs. */
  static List<String> ofCronJob(String name) {
    return name.length() > LONGEST_CRON_JOB
        ? List.of("must be no more than " + LONGEST_CRON_JOB + " characters")
        : List.of();
  }

  static List<String> pathSegment(String name) {
    if (name.equals(".") || name.equals("..")) {
      return List.of("may not be '" + name + "'");
    }
    List<String> wrong = new ArrayList<>();
    for (String part : List.of("/", "%")) {
      if (name.contains(part)) {
        wrong.add("may not contain '" + part + "'");
      }
    }
    return wrong;
  }

  static List<String> label(String name) {
    List<String> wrong = tooLong(name, LONGEST_LABEL);
    if (!LABEL_PATTERN.matcher(name).matches()) {
      wrong.add(
          SUBDOMAIN_PATTERN.matcher(name).matches()
              ? "must not contain dots"
              : regexError(
                  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters"
                      + " or '-', and must start and end with an alphanumeric character",
                  LABEL,
                  "my-name",
                  "123-abc"));
    }
    return wrong;
  }

  static List<String> subdomain(String name) {
    List<String> wrong = tooLong(name, LONGEST_SUBDOMAIN);
    if (!isPlainSubdomain(name) && !SUBDOMAIN_PATTERN.matcher(name).matches()) {
      wrong.add(
          regexError(
              "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters,"
                  + " '-' or '.', and must start and end with an alphanumeric character",
              SUBDOMAIN,
              "example.com"));
    }
    return wrong;
  }

  private static List<String> dns1035(String name) {
    List<String> wrong = tooLong(name, LONGEST_LABEL);
    if (!DNS_1035_PATTERN.matcher(name).matches()) {
      wrong.add(
          regexError(
              "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start"
                  + " with an alphabetic character, and end with an alphanumeric character",
              DNS_1035,
              "my-name",
              "abc-123"));
    }
    return wrong;
  }

  /** A label's key, an annotation's, a finalizer. */
  static List<String> qualified(String name) {
    if (isPlain(name)) {
      return List.of();
    }
    String[] parts = name.split("/", -1);
    if (parts.length > 2) {
      return List.of(
          "a qualified name "
              + QUALIFIED_ERROR
              + " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')");
    }
    List<String> wrong = new ArrayList<>();
    if (parts.length == 2) {
      if (parts[0].isEmpty()) {
        wrong.add("prefix part must be non-empty");
      } else {
        subdomain(parts[0]).forEach(text -> wrong.add("prefix part " + text));
      }
    }
    String last = parts[parts.length - 1];
    if (last.isEmpty()) {
      wrong.add("name part must be non-empty");
    } else {
      tooLong(last, LONGEST_LABEL).forEach(text -> wrong.add("name part " + text));
    }
    if (!isPlain(last) && !QUALIFIED_PATTERN.matcher(last).matches()) {
      wrong.add("name part " + QUALIFIED_ERROR);
    }
    return wrong;
  }

  static List<String> labelValue(String value) {
    if (value.isEmpty() || isPlain(value)) {
      return List.of();
    }
    List<String> wrong = tooLong(value, LONGEST_LABEL);
    if (!VALUE_PATTERN.matcher(value).matches()) {
      wrong.add(
          regexError(
              "a valid label must be an empty string or consist of alphanumeric characters, '-',"
                  + " '_' or '.', and must start and end with an alphanumeric character",
              "(" + QUALIFIED + ")?",
              "MyValue",
              "my_value",
              "12345"));
    }
    return wrong;
  }

  /** A key in a config map or a secret. */
  static List<String> configMapKey(String key) {
    List<String> wrong = tooLong(key, LONGEST_SUBDOMAIN);
    if (!KEY_PATTERN.matcher(key).matches()) {
      wrong.add(
          regexError(
              "a valid config key must consist of alphanumeric characters, '-', '_' or '.'",
              KEY,
              "key.name",
              "KEY_NAME",
              "key-name"));
    }
    if (key.equals(".")) {
      wrong.add("must not be '.'");
    } else if (key.equals("..")) {
      wrong.add("must not be '..'");
    } else if (key.startsWith("..")) {
      wrong.add("must not start with '..'");
    }
    return wrong;
  }

  /** Whether {@link #QUALIFIED} fits and nothing is too long, without a regular expression. */
  private static boolean isPlain(String name) {
    int last = name.length() - 1;
    if (last < 0 || last >= LONGEST_LABEL) {
      return false;
    }
    for (int i = 0; i <= last; i++) {
      char c = name.charAt(i);
      boolean inner = c == '-' || c == '_' || c == '.';
      boolean capital = c >= 'A' && c <= 'Z';
      if (!isSmall(c) && !capital && !(inner && i > 0 && i < last)) {
        return false;
      }
    }
    return true;
  }

  /** Whether {@link #SUBDOMAIN} fits, without a regular expression. */
  private static boolean isPlainSubdomain(String name) {
    char before = '.';
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean fits = isSmall(c) || (c == '-' && before != '.') || (c == '.' && isSmall(before));
      if (!fits) {
        return false;
      }
      before = c;
    }
    return isSmall(before);
  }

  private static boolean isSmall(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  }

  private static List<String> tooLong(String name, int most) {
    List<String> wrong = new ArrayList<>();
    if (name.getBytes(StandardCharsets.UTF_8).length > most) {
      wrong.add("must be no more than " + most + " bytes");
    }
    return wrong;
  }

  private static String regexError(String message, String regex, String... examples) {
    StringBuilder out = new StringBuilder(message).append(" (e.g. ");
    for (int i = 0; i < examples.length; i++) {
      out.append(i > 0 ? " or " : "").append("'").append(examples[i]).append("', ");
    }
    return out.append("regex used for validation is '").append(regex).append("')").toString();
  }
}
