package dev.kyverdict.cluster.kyverno.background;

import dev.kyverdict.engine.AdmissionRequest;
import dev.kyverdict.engine.EvaluationException;
import dev.kyverdict.engine.ResourceKind;
import dev.kyverdict.engine.UserInfo;
import dev.kyverdict.engine.context.JsonContext;
import dev.kyverdict.engine.context.PolicyContext;
import dev.kyverdict.model.Match.Operation;
import dev.kyverdict.values.GoNumbers;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What rules look at in the background: the trigger as it is now, and of the admission request, if
 * there was one, the rest ({@code pkg/background/common/context.go}). Without one there is no
 * operation either, so that no list of operations holds.
 */
final class Contexts {

  private final Desk desk;

  Contexts(Desk desk) {
    this.desk = desk;
  }

  /**
   * Opens a context.
   *
   * @param asked the admission request
   * @param trigger the trigger
   * @param labels the labels of its namespace
   * @throws EvaluationException when request and trigger are not about the same
   */
  PolicyContext open(
      Optional<AdmissionRequest> asked, JsonNode trigger, Map<String, String> labels) {
    return asked.isPresent() ? after(asked.get(), trigger, labels) : looking(trigger, labels);
  }

  private PolicyContext after(
      AdmissionRequest asked, JsonNode trigger, Map<String, String> labels) {
    if (asked.object().isObject() && !same(asked.object(), trigger)) {
      throw new EvaluationException(
          "resources don't match, want: %s/%s, got: %s/%s"
              .formatted(
                  text(trigger, "namespace"),
                  text(trigger, "name"),
                  text(asked.object(), "namespace"),
                  text(asked.object(), "name")));
    }
    AdmissionRequest request = known(asked, labels);
    PolicyContext context =
        PolicyContext.of(request, JsonContext.of(request, desk.reader(), desk.engine().config()));
    context.setNamespaceLabels(labels);
    context.setResources(GoNumbers.integers(asked.oldObject()), trigger);
    return context;
  }

  /** With the labels of the namespace, and the kind that a subresource belongs to. */
  private AdmissionRequest known(AdmissionRequest asked, Map<String, String> labels) {
    ResourceKind parent = asked.parent();
    if (!asked.subResource().isEmpty()) {
      Catalogue.Entry entry =
          desk.memory()
              .catalogue
              .plural(desk.api(), asked.resource())
              .orElseThrow(
                  () ->
                      new EvaluationException(
                          "resource %s not found in group %s"
                              .formatted(asked.resource(), asked.parent().apiVersion())));
      parent = new ResourceKind(entry.group(), entry.version(), entry.kind());
    }
    return new AdmissionRequest(
        asked.uid(),
        asked.kind(),
        parent,
        asked.resource(),
        asked.subResource(),
        asked.name(),
        asked.namespace(),
        asked.operation(),
        asked.user(),
        asked.object(),
        asked.oldObject(),
        asked.options(),
        asked.dryRun(),
        labels);
  }

  private PolicyContext looking(JsonNode trigger, Map<String, String> labels) {
    ResourceKind kind =
        ResourceKind.of(trigger.path("apiVersion").asString(""), trigger.path("kind").asString(""));
    boolean isNamespace = kind.group().isEmpty() && kind.kind().equals("Namespace");
    String name = text(trigger, "name");
    AdmissionRequest request =
        new AdmissionRequest(
            "",
            kind,
            kind,
            kind.plural(),
            "",
            name,
            isNamespace ? name : text(trigger, "namespace"),
            Operation.CREATE,
            UserInfo.NOBODY,
            GoNumbers.floats(trigger),
            NullNode.getInstance(),
            NullNode.getInstance(),
            false,
            labels);
    PolicyContext context =
        PolicyContext.of(
            request,
            JsonContext.holding(
                variables(trigger), request, desk.reader(), desk.engine().config()));
    context.setNamespaceLabels(labels);
    context.setNotOperated();
    context.setResources(NullNode.getInstance(), trigger);
    return context;
  }

  private static ObjectNode variables(JsonNode trigger) {
    ObjectNode variables = JsonNodeFactory.instance.objectNode();
    ObjectNode request = variables.putObject("request");
    request.set("object", trigger);
    request.put("namespace", text(trigger, "namespace"));
    request.putObject("userInfo");
    request.put("operation", "");
    variables.put("serviceAccountName", "").put("serviceAccountNamespace", "");
    return variables;
  }

  private static boolean same(JsonNode asked, JsonNode trigger) {
    return text(asked, "name").equals(text(trigger, "name"))
        && text(asked, "namespace").equals(text(trigger, "namespace"))
        && asked.path("kind").equals(trigger.path("kind"))
        && asked.path("apiVersion").equals(trigger.path("apiVersion"));
  }

  private static String text(JsonNode object, String field) {
    return object.path("metadata").path(field).asString("");
  }
}
