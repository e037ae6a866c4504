package dev.kyverdict.model;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** {@code $(references)} to other fields of a rule; text of a shell looks just like one. */
final class ReferenceChecks {

  private static final Pattern REFERENCE =
      Pattern.compile("(?d)^\\$\\(.[^ ]*\\)|[^\\\\]\\$\\(.[^ ]*\\)");
  private static final Pattern OUTSIDE = Pattern.compile("^[$()]+|[$()]+$");
  private static final Pattern OPERATOR = Pattern.compile("^(>=|<=|>|<|!)");
  private static final String NUMBER = "[-|+]?\\d+(?:\\.\\d+)?[A-Za-z]*";
  private static final Pattern RANGE = Pattern.compile(NUMBER + "(!?-)" + NUMBER);

  private ReferenceChecks() {}

  static void of(Where rule, JsonNode tree, Consumer<Problem> report) {
    if (TreeText.of(tree).noneMatch(leaf -> leaf.text().contains("$("))) {
      return;
    }
    Map<String, List<JsonNode>> leaves =
        TreeText.of(tree)
            .collect(
                Collectors.groupingBy(
                    leaf -> Anchors.removedFrom(leaf.path()),
                    HashMap::new,
                    Collectors.mapping(TreeText::value, Collectors.toList())));
    TreeText.of(tree)
        .forEach(
            leaf ->
                references(leaf.text())
                    .filter(reference -> !resolves(reference, leaf.path(), leaves))
                    .map(reference -> unresolved(rule, leaf, reference))
                    .forEach(report));
  }

  private static Stream<String> references(String text) {
    return REFERENCE
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .map(found -> found.startsWith("$(") ? found : found.substring(1));
  }

  private static boolean resolves(
      String reference, String from, Map<String, List<JsonNode>> leaves) {
    String inside = OUTSIDE.matcher(reference).replaceAll("");
    String operator = operator(inside);
    String path = inside.substring(operator.length());
    if (path.isEmpty()) {
      return false;
    }
    String absolute = path.startsWith("/") ? path : clean(from + "/" + path);
    return leaves.getOrDefault(absolute, List.of()).stream()
        .anyMatch(leaf -> leaf.isString() || (!operator.isEmpty() && leaf.isNumber()));
  }

  private static String operator(String text) {
    if (text.length() < 2) {
      return "";
    }
    Matcher comparison = OPERATOR.matcher(text);
    Matcher range = RANGE.matcher(text);
    return comparison.find() ? comparison.group() : range.matches() ? range.group(1) : "";
  }

  private static String clean(String path) {
    Deque<String> steps = new ArrayDeque<>();
    for (String step : path.split("/", -1)) {
      if (step.equals("..")) {
        steps.pollLast();
      } else if (!step.isEmpty() && !step.equals(".")) {
        steps.addLast(step);
      }
    }
    return "/" + String.join("/", steps);
  }

  private static Problem unresolved(Where rule, TreeText leaf, String reference) {
    return rule.at(leaf.way().toArray(String[]::new))
        .error(
            "reference-unresolved",
            reference + " is read as a reference to another field of the rule, and leads nowhere",
            "write \\" + reference + " when it is meant for a shell or for Kubernetes");
  }
}
