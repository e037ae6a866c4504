package dev.kyverdict.cluster.types;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Checks label selectors: {@code apimachinery/pkg/apis/meta/v1/validation/validation.go}. */
final class SelectorChecks {

  private SelectorChecks() {}

  static List<FieldError> check(JsonNode selector, String path) {
    List<FieldError> errors =
        new ArrayList<>(MetadataChecks.labels(selector.path("matchLabels"), path + ".matchLabels"));
    JsonNode expressions = selector.path("matchExpressions");
    for (int i = 0; i < expressions.size(); i++) {
      expression(expressions.get(i), path + ".matchExpressions[" + i + "]", errors);
    }
    return errors;
  }

  private static void expression(JsonNode expression, String path, List<FieldError> errors) {
    JsonNode values = expression.path("values");
    switch (expression.path("operator").asString("")) {
      case "In", "NotIn" -> {
        if (values.isEmpty()) {
          errors.add(
              FieldError.required(
                  path + ".values", "must be specified when `operator` is 'In' or 'NotIn'"));
        }
      }
      case "Exists", "DoesNotExist" -> {
        if (!values.isEmpty()) {
          errors.add(
              FieldError.forbidden(
                  path + ".values",
                  "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"));
        }
      }
      default ->
          errors.add(
              FieldError.invalid(
                  path + ".operator",
                  expression.path("operator"),
                  "not a valid selector operator"));
    }
    String key = expression.path("key").asString("");
    Names.qualified(key).forEach(it -> errors.add(FieldError.invalid(path + ".key", key, it)));
    for (int i = 0; i < values.size(); i++) {
      String value = values.get(i).asString("");
      String place = path + ".values[" + i + "]";
      Names.labelValue(value).forEach(it -> errors.add(FieldError.invalid(place, value, it)));
    }
  }
}
