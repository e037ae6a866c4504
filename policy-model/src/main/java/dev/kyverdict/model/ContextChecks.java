package dev.kyverdict.model;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * {@code context} of a rule; entries of loops and targets are not looked at when a policy is made.
 */
final class ContextChecks {

  private static final List<String> RESERVED =
      List.of(
          "images",
          "request",
          "serviceAccountName",
          "serviceAccountNamespace",
          "element",
          "elementIndex");

  private ContextChecks() {}

  static void of(Where where, Rule rule, boolean namespaced, Consumer<Problem> report) {
    if (rule.context().isEmpty()) {
      return;
    }
    if (rule.action() instanceof Validate validate
        && validate.check() instanceof Validate.Cel cel
        && !cel.expressions().isEmpty()) {
      report.accept(
          where.error(
              "context-beside-cel",
              "validate.cel takes no context",
              "move the value into cel.variables, or write the check in deny"));
    }
    for (int i = 0; i < rule.context().size(); i++) {
      ContextEntry entry = rule.context().get(i);
      Where at = where.at(i);
      name(at.at("name"), entry.name(), report);
      entry(at, entry, namespaced, report);
    }
  }

  private static void name(Where where, String name, Consumer<Problem> report) {
    if (name.isEmpty()) {
      report.accept(where.error("context-name", "is empty", "name the entry"));
    }
    RESERVED.stream()
        .filter(reserved -> name.equals(reserved) || name.startsWith(reserved + "."))
        .map(
            reserved ->
                where.error(
                    "context-name-reserved",
                    "'" + name + "' hides Kyverno's own " + reserved,
                    "choose another name"))
        .forEach(report);
  }

  private static void entry(
      Where where, ContextEntry entry, boolean namespaced, Consumer<Problem> report) {
    switch (entry) {
      case ContextEntry.Variable variable -> variable(where.at("variable"), variable, report);
      case ContextEntry.ApiCall call -> apiCall(where.at("apiCall"), call, report);
      case ContextEntry.ConfigMap map -> {
        notEmpty(where.at("configMap", "name"), Optional.of(map.configMap()), report);
        notEmpty(where.at("configMap", "namespace"), map.namespace(), report);
      }
      case ContextEntry.GlobalReference global -> {
        notEmpty(where.at("globalReference", "name"), Optional.of(global.reference()), report);
        if (namespaced) {
          report.accept(
              where
                  .at("globalReference")
                  .error(
                      "policy-global-reference",
                      "a Policy may not read a GlobalContextEntry",
                      "load the value with apiCall, or write a ClusterPolicy"));
        }
      }
      case ContextEntry.ImageRegistry image -> image(where.at("imageRegistry"), image, report);
    }
  }

  private static void notEmpty(Where where, Optional<String> value, Consumer<Problem> report) {
    if (value.orElse("").isEmpty()) {
      String field = where.way().getLast();
      report.accept(where.error("context-" + field + "-missing", "is missing", "add " + field));
    }
  }

  private static void variable(
      Where where, ContextEntry.Variable variable, Consumer<Problem> report) {
    boolean queried = !variable.jmesPath().orElse("").isEmpty();
    if (!queried && !isPresent(variable.value())) {
      report.accept(
          where.error(
              "context-variable-without-value", "has no value and no jmesPath", "add one of them"));
    }
    if (!queried && isPresent(variable.defaultValue())) {
      report.accept(
          where
              .at("default")
              .error(
                  "context-default-without-jmespath",
                  "stands in for a jmesPath that is not there",
                  "add jmesPath, or remove default"));
    }
  }

  private static boolean isPresent(Optional<JsonNode> value) {
    return value.filter(node -> !node.isNull()).isPresent();
  }

  private static void apiCall(Where where, ContextEntry.ApiCall call, Consumer<Problem> report) {
    if (!call.urlPath().orElse("").isEmpty() && call.service().isPresent()) {
      report.accept(
          where
              .at("urlPath")
              .error(
                  "context-two-addresses",
                  "stands beside a service",
                  "keep urlPath for the API server, or service for another one"));
    }
  }

  private static void image(
      Where where, ContextEntry.ImageRegistry image, Consumer<Problem> report) {
    image
        .credentials()
        .ifPresent(
            value ->
                VerifyImagesChecks.credentials(
                    where.at("imageRegistryCredentials"), value, report));
    Where at = where.at("reference");
    String reference = image.reference();
    notEmpty(at, Optional.of(reference), report);
    if (!reference.isEmpty() && Braces.in(reference).isEmpty() && !ImageName.isValid(reference)) {
      report.accept(
          at.error(
              "context-image-reference",
              "'" + reference + "' is no name of an image",
              "write [registry/]repository[:tag][@digest]"));
    }
  }

  /** The form of an image's name. */
  private static final class ImageName {

    private static final int LONGEST_REPOSITORY = 255;

    private static final String LABEL = "(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])";
    private static final String HOST =
        "(?:" + LABEL + "(?:\\." + LABEL + ")*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?";
    private static final String STEP = "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*";
    private static final String DIGEST =
        "[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}";

    private static final Pattern NAME =
        Pattern.compile(
            "(?:"
                + HOST
                + "/)?(?<repository>"
                + STEP
                + "(?:/"
                + STEP
                + ")*)"
                + "(?::\\w[\\w.-]{0,127})?(?:@"
                + DIGEST
                + ")?");

    static boolean isValid(String reference) {
      var matcher = NAME.matcher(reference);
      return matcher.matches() && matcher.group("repository").length() <= LONGEST_REPOSITORY;
    }
  }
}
