package dev.kyverdict.engine.policies;

import com.google.re2j.Pattern;
import dev.kyverdict.values.Wildcard;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * Label selectors, as {@code LabelSelectorAsSelector} reads them ({@code
 * k8s.io/apimachinery/pkg/labels}).
 */
final class SelectorErrors {

  private static final String NAME = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
  private static final String VALUE = "(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?";
  private static final String SUBDOMAIN =
      "[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*";
  private static final Pattern NAMES = Pattern.compile("^(?:" + NAME + ")$");
  private static final Pattern VALUES = Pattern.compile("^(?:" + VALUE + ")$");
  private static final Pattern SUBDOMAINS = Pattern.compile("^(?:" + SUBDOMAIN + ")$");
  private static final int LONGEST = 63;
  private static final int LONGEST_PREFIX = 253;
  private static final String AND_MUST =
      " must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an"
          + " alphanumeric character (e.g. ";

  private final FieldErrors errors = new FieldErrors();

  private SelectorErrors() {}

  /** Reports what is wrong with a selector; those with wildcards are not looked at. */
  static void check(String path, JsonNode selector, FieldErrors report) {
    if (selector.isMissingNode() || hasWildcard(selector)) {
      return;
    }
    SelectorErrors found = new SelectorErrors();
    String problem = found.read(selector);
    boolean empty =
        selector.path("matchLabels").isEmpty() && selector.path("matchExpressions").isEmpty();
    if (!problem.isEmpty()) {
      report.invalid(path, selector, "LabelSelector", problem);
    } else if (empty) {
      report.invalid(
          path, selector, "LabelSelector", "The requirements are not specified in selector");
    }
  }

  private static boolean hasWildcard(JsonNode selector) {
    return selector.path("matchLabels").properties().stream()
        .anyMatch(
            label -> Wildcard.in(label.getKey()) || Wildcard.in(label.getValue().asString("")));
  }

  /** The first requirement that cannot be read says why. */
  private String read(JsonNode selector) {
    JsonNode labels = selector.path("matchLabels");
    for (String key : new TreeSet<>(labels.propertyNames())) {
      requirement(key, "In", List.of(labels.path(key).asString("")));
      if (!errors.isEmpty()) {
        return errors.text();
      }
    }
    for (JsonNode expression : selector.path("matchExpressions")) {
      String operator = RuleFacts.text(expression, "operator");
      if (!List.of("In", "NotIn", "Exists", "DoesNotExist").contains(operator)) {
        return FieldErrors.quoted(operator) + " is not a valid label selector operator";
      }
      requirement(
          RuleFacts.text(expression, "key"), operator, RuleFacts.texts(expression.path("values")));
      if (!errors.isEmpty()) {
        return errors.text();
      }
    }
    return "";
  }

  private void requirement(String key, String operator, List<String> values) {
    List<String> wrong = key(key);
    if (!wrong.isEmpty()) {
      errors.invalid("key", FieldErrors.quoted(key), String.join("; ", wrong));
    }
    boolean listed = operator.endsWith("In") || operator.equals("In");
    if (listed && values.isEmpty()) {
      errors.invalid("values", "[]", "for 'in', 'notin' operators, values set can't be empty");
    } else if (!listed && !values.isEmpty()) {
      errors.invalid(
          "values", list(values), "values set must be empty for exists and does not exist");
    }
    for (int i = 0; i < values.size(); i++) {
      List<String> problems = value(values.get(i));
      if (!problems.isEmpty()) {
        errors.invalid(
            "values[" + i + "][" + key + "]",
            FieldErrors.quoted(values.get(i)),
            String.join("; ", problems));
      }
    }
  }

  private static String list(List<String> values) {
    return "[" + String.join(",", values.stream().map(FieldErrors::quoted).toList()) + "]";
  }

  private static List<String> key(String key) {
    List<String> problems = new ArrayList<>();
    String[] parts = key.split("/", -1);
    if (parts.length > 2) {
      return List.of(
          "a qualified name"
              + AND_MUST
              + "'MyName',  or 'my.name',  or '123-abc', regex used for validation is '"
              + NAME
              + "') with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')");
    }
    if (parts.length == 2) {
      prefix(parts[0], problems);
    }
    name(parts[parts.length - 1], problems);
    return problems;
  }

  private static void prefix(String prefix, List<String> problems) {
    if (prefix.isEmpty()) {
      problems.add("prefix part must be non-empty");
      return;
    }
    if (prefix.length() > LONGEST_PREFIX) {
      problems.add("prefix part must be no more than " + LONGEST_PREFIX + " bytes");
    }
    if (!SUBDOMAINS.matcher(prefix).matches()) {
      problems.add(
          "prefix part a lowercase RFC 1123 subdomain must consist of lower case alphanumeric"
              + " characters, '-' or '.', and must start and end with an alphanumeric character"
              + " (e.g. 'example.com', regex used for validation is '"
              + SUBDOMAIN
              + "')");
    }
  }

  private static void name(String name, List<String> problems) {
    if (name.isEmpty()) {
      problems.add("name part must be non-empty");
    } else if (name.length() > LONGEST) {
      problems.add("name part must be no more than " + LONGEST + " bytes");
    }
    if (!NAMES.matcher(name).matches()) {
      problems.add(
          "name part"
              + AND_MUST
              + "'MyName',  or 'my.name',  or '123-abc', regex used for validation is '"
              + NAME
              + "')");
    }
  }

  private static List<String> value(String value) {
    List<String> problems = new ArrayList<>();
    if (value.length() > LONGEST) {
      problems.add("must be no more than " + LONGEST + " bytes");
    }
    if (!VALUES.matcher(value).matches()) {
      problems.add(
          "a valid label must be an empty string or consist of alphanumeric characters, '-', '_'"
              + " or '.', and must start and end with an alphanumeric character (e.g. 'MyValue', "
              + " or 'my_value',  or '12345', regex used for validation is '"
              + VALUE
              + "')");
    }
    return problems;
  }
}
