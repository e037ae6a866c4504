package dev.kyverdict.cluster.api;

import dev.kyverdict.cluster.types.ResourceType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Label selectors and field selectors. */
final class Selectors {

  private static final Pattern SET =
      Pattern.compile("([^\\s!=,()]+)\\s+(in|notin)\\s*\\(([^)]*)\\)");
  private static final Pattern EQUALITY =
      Pattern.compile("([^\\s!=,()<>]+)\\s*(==|=|!=)\\s*([^\\s,()]*)");
  private static final Pattern EXISTENCE = Pattern.compile("(!?)\\s*([^\\s!=,()<>]+)");

  private static final Set<String> GENERAL = Set.of("metadata.name", "metadata.namespace");
  private static final Map<String, Set<String>> OF_KIND =
      Map.of(
          "/pods",
          Set.of(
              "spec.nodeName",
              "spec.restartPolicy",
              "spec.schedulerName",
              "spec.serviceAccountName",
              "spec.hostNetwork",
              "status.phase",
              "status.podIP",
              "status.podIPs",
              "status.nominatedNodeName"),
          "/events",
          Set.of(
              "involvedObject.kind",
              "involvedObject.namespace",
              "involvedObject.name",
              "involvedObject.uid",
              "involvedObject.apiVersion",
              "involvedObject.resourceVersion",
              "involvedObject.fieldPath",
              "reason",
              "reportingComponent",
              "source",
              "type"),
          "/namespaces",
          Set.of("status.phase"),
          "/secrets",
          Set.of("type"),
          "/nodes",
          Set.of("spec.unschedulable"),
          "/services",
          Set.of("spec.clusterIP", "spec.type"),
          "batch/jobs",
          Set.of("status.successful"));

  private static final Predicate<JsonNode> ALL = object -> true;

  private Selectors() {}

  /** The objects of a list that a request wants. */
  static Predicate<JsonNode> of(Call call, ResourceType type) {
    String labels = call.query("labelSelector");
    String fields = call.query("fieldSelector");
    Predicate<JsonNode> labelled = labels.isEmpty() ? ALL : labels(labels);
    return fields.isEmpty() ? labelled : labelled.and(fields(fields, type));
  }

  /** The name that a field selector demands; empty when it does not. */
  static String singleName(String fieldSelector) {
    if (fieldSelector.isEmpty()) {
      return "";
    }
    for (String term : fieldSelector.split(",", -1)) {
      Matcher equality = EQUALITY.matcher(term.strip());
      if (equality.matches()
          && equality.group(1).equals("metadata.name")
          && !equality.group(2).equals("!=")) {
        return equality.group(3);
      }
    }
    return "";
  }

  /** A label selector as it stands in a query. */
  static Predicate<JsonNode> labels(String text) {
    Predicate<JsonNode> all = object -> true;
    for (String term : terms(text)) {
      Predicate<JsonNode> one = requirement(text, term);
      all = all.and(object -> one.test(object.path("metadata").path("labels")));
    }
    return all;
  }

  /** The terms between commas that stand outside of parentheses. */
  private static List<String> terms(String text) {
    List<String> terms = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      char c = i == text.length() ? ',' : text.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == ',' && (depth == 0 || i == text.length())) {
        terms.add(text.substring(start, i).strip());
        start = i + 1;
      }
    }
    terms.removeIf(String::isEmpty);
    return terms;
  }

  private static Predicate<JsonNode> requirement(String whole, String term) {
    Matcher set = SET.matcher(term);
    if (set.matches()) {
      List<String> values = List.of(set.group(3).strip().split("\\s*,\\s*", -1));
      boolean in = set.group(2).equals("in");
      return labels ->
          labels.has(set.group(1))
              ? values.contains(labels.path(set.group(1)).asString("")) == in
              : !in;
    }
    Matcher equality = EQUALITY.matcher(term);
    if (equality.matches()) {
      boolean same = !equality.group(2).equals("!=");
      String wanted = equality.group(3);
      return labels ->
          labels.has(equality.group(1))
              ? labels.path(equality.group(1)).asString("").equals(wanted) == same
              : !same;
    }
    Matcher existence = EXISTENCE.matcher(term);
    if (existence.matches()) {
      boolean there = existence.group(1).isEmpty();
      return labels -> labels.has(existence.group(2)) == there;
    }
    throw Refusal.badRequest(
        "unable to parse requirement: found '%s', expected: identifier".formatted(whole));
  }

  /** Whether a LabelSelector of an object selects labels. */
  static boolean matches(JsonNode selector, JsonNode labels) {
    for (Map.Entry<String, JsonNode> label : selector.path("matchLabels").properties()) {
      if (!labels.path(label.getKey()).equals(label.getValue())) {
        return false;
      }
    }
    for (JsonNode expression : selector.path("matchExpressions")) {
      if (!matchesExpression(expression, labels)) {
        return false;
      }
    }
    return true;
  }

  private static boolean matchesExpression(JsonNode expression, JsonNode labels) {
    JsonNode value = labels.path(expression.path("key").asString(""));
    boolean listed = false;
    for (JsonNode entry : expression.path("values")) {
      listed |= entry.equals(value);
    }
    return switch (expression.path("operator").asString("")) {
      case "In" -> listed;
      case "NotIn" -> !listed;
      case "Exists" -> !value.isMissingNode();
      case "DoesNotExist" -> value.isMissingNode();
      default -> false;
    };
  }

  private static Predicate<JsonNode> fields(String text, ResourceType type) {
    Predicate<JsonNode> all = object -> true;
    for (String term : text.split(",", -1)) {
      if (term.isBlank()) {
        continue;
      }
      Matcher equality = EQUALITY.matcher(term.strip());
      if (!equality.matches()) {
        throw Refusal.badRequest(
            "invalid selector: '%s'; can't understand '%s'".formatted(text, term));
      }
      String field = equality.group(1);
      known(field, type);
      boolean same = !equality.group(2).equals("!=");
      String wanted = equality.group(3);
      all = all.and(object -> value(object, field, type).equals(wanted) == same);
    }
    return all;
  }

  private static void known(String field, ResourceType type) {
    if (GENERAL.contains(field)) {
      return;
    }
    Set<String> own = OF_KIND.getOrDefault(type.storage(), Set.of());
    if (!own.contains(field)) {
      throw Refusal.badRequest(
          own.isEmpty() && type.custom().isEmpty()
              ? "\"%s\" is not a known field selector: only \"metadata.name\",".formatted(field)
                  + " \"metadata.namespace\""
              : "field label not supported: " + field);
    }
  }

  private static String value(JsonNode object, String field, ResourceType type) {
    if (type.storage().equals("/events")) {
      return Events.field(object, field);
    }
    JsonNode value = object;
    for (String part : field.split("\\.", -1)) {
      value = value.path(part);
    }
    if (value.isMissingNode() && field.equals("spec.unschedulable")) {
      return "false";
    }
    return value.isString() ? value.stringValue() : value.isMissingNode() ? "" : value.toString();
  }
}
