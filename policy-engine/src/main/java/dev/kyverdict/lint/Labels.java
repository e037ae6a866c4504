package dev.kyverdict.lint;

import static dev.kyverdict.lint.ClusterLint.HELM_CHART_WITHOUT_NAMESPACE;
import static dev.kyverdict.lint.ClusterLint.LABEL_VALUE_TOO_LONG;
import static dev.kyverdict.lint.ClusterLint.NAME_TOO_LONG;

import dev.kyverdict.lint.Tree.Known;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Names and labels of any object, and charts of kustomizations. */
final class Labels {

  private static final int LABEL = 63;

  /** The controller appends eleven characters for each job. */
  private static final int CRON_JOB = 52;

  private Labels() {}

  static void check(ObjectView object, Problems problems) {
    if (object.tree().at("metadata", "labels") instanceof Known(JsonNode labels)) {
      labels.properties().stream()
          .filter(label -> isTooLong(label.getValue()))
          .forEach(
              label ->
                  object.report(
                      problems,
                      LABEL_VALUE_TOO_LONG,
                      Pointers.member("/metadata/labels", label.getKey()),
                      "'" + label.getValue().stringValue() + "' has more than 63 characters",
                      "shorten it"));
    }
    names(object, problems);
    if (object.kind().equals("Kustomization")
        && object.tree().at("helmCharts") instanceof Known(JsonNode charts)) {
      for (int i = 0; i < charts.size(); i++) {
        chart(object, charts.path(i), "/helmCharts/" + i, problems);
      }
    }
  }

  private static boolean isTooLong(JsonNode value) {
    return value.isString()
        && !value.stringValue().contains("{{")
        && value.stringValue().length() > LABEL;
  }

  private static void names(ObjectView object, Problems problems) {
    if (object.name().contains("{{")) {
      return;
    }
    int length = object.name().length();
    boolean restored =
        object.kind().equals("PersistentVolumeClaim")
            && object
                .tree()
                .text("spec", "dataSourceRef", "kind")
                .equals(Optional.of("ReplicationDestination"));
    if (object.kind().equals("CronJob") && length > CRON_JOB) {
      tooLong(object, CRON_JOB, "its jobs get longer names", problems);
    } else if (restored && length > LABEL) {
      tooLong(object, LABEL, "VolSync makes a label of it", problems);
    }
  }

  private static void tooLong(ObjectView object, int limit, String why, Problems problems) {
    object.report(
        problems,
        NAME_TOO_LONG,
        "/metadata/name",
        "it has " + object.name().length() + " characters, and " + why,
        "shorten it to " + limit);
  }

  private static void chart(ObjectView object, JsonNode chart, String field, Problems problems) {
    if (chart.path("namespace").asString("").isEmpty()) {
      object.report(
          problems,
          HELM_CHART_WITHOUT_NAMESPACE,
          field,
          "chart '"
              + chart.path("name").asString("")
              + "' has no namespace of its own and is"
              + " rendered with Argo CD's",
          "write its namespace");
    }
  }
}
