package dev.kyverdict.cluster.kyverno.admission;

import dev.kyverdict.engine.AdmissionRequest;
import dev.kyverdict.model.Match.Operation;
import dev.kyverdict.values.GoDuration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * The webhooks for entries of the global context and for exceptions ({@code
 * pkg/webhooks/globalcontext}, {@code pkg/webhooks/exception}, {@code
 * api/kyverno/v2beta1/global_context_entry_types.go}).
 */
final class EntryWebhook {

  private static final String ENTRY = "GlobalContextEntry";
  private static final String EXCEPTION = "PolicyException";
  private static final Set<Operation> CHANGES = Set.of(Operation.CREATE, Operation.UPDATE);
  private static final String EITHER =
      "A global context entry should either have KubernetesResource or APICall";

  private final List<String> errors = new ArrayList<>();

  private EntryWebhook() {}

  /** Whether a request is about an entry or an exception that comes or changes. */
  static boolean concerns(AdmissionRequest request) {
    String kind = request.parent().kind();
    return request.parent().group().equals("kyverno.io")
        && (kind.equals(ENTRY) || kind.equals(EXCEPTION))
        && request.subResource().isEmpty()
        && CHANGES.contains(request.operation());
  }

  static CallText text(AdmissionRequest request) {
    return CallText.ofEntries(
        request.parent().kind().equals(ENTRY) ? "/globalcontextvalidate" : "/exceptionvalidate");
  }

  static Outcome judge(AdmissionRequest request, List<String> warnings) {
    EntryWebhook check = new EntryWebhook();
    JsonNode spec = request.object().path("spec");
    if (request.parent().kind().equals(ENTRY)) {
      check.entry(spec, request.object().path("metadata").path("name").asString(""));
    } else {
      warnings.add("PolicyException resources would not be processed until it is enabled.");
      warnings.add(PolicyWebhook.deprecated(request));
      check.exceptions(spec.path("exceptions"));
    }
    List<String> found = check.errors.stream().distinct().toList();
    if (found.isEmpty()) {
      return new Outcome(0, "", false);
    }
    String message = String.join(", ", found);
    return new Outcome(
        400, text(request).denied(found.size() == 1 ? message : "[" + message + "]"), false);
  }

  private void exceptions(JsonNode exceptions) {
    int i = 0;
    for (JsonNode exception : exceptions) {
      if (text(exception, "policyName").isEmpty()) {
        required("spec.exceptions[" + i + "].policyName", "An exception requires a policy name");
      }
      i++;
    }
  }

  private void entry(JsonNode spec, String name) {
    JsonNode resource = spec.path("kubernetesResource");
    JsonNode call = spec.path("apiCall");
    if (resource.isObject() == call.isObject()) {
      forbidden("spec.kubernetesResource", EITHER);
    }
    if (resource.isObject()) {
      resource(resource);
    }
    if (call.isObject()) {
      call(call);
    }
    int i = 0;
    for (JsonNode projection : spec.path("projections")) {
      projection("spec.projections[" + i++ + "]", projection, name);
    }
  }

  private void resource(JsonNode resource) {
    String version = text(resource, "version");
    if (text(resource, "group").isEmpty() && !version.equals("v1")) {
      required("spec.resource.group", "A Resource entry requires a group");
    }
    if (version.isEmpty()) {
      required("spec.resource.version", "A Resource entry requires a version");
    }
    if (text(resource, "resource").isEmpty()) {
      required("spec.resource.resource", "A Resource entry requires a resource");
    }
  }

  private void call(JsonNode call) {
    if (GoDuration.parse(text(call, "refreshInterval")).orElse(1) == 0) {
      required(
          "spec.apiCall.refreshIntervalSeconds",
          "A Resource entry requires a refresh interval greater than 0 seconds");
    }
    if (call.path("service").isObject() != text(call, "urlPath").isEmpty()) {
      forbidden(
          "spec.apiCall.service", "An External API call should either have Service or URLPath");
    }
    if (call.path("data").isArray() && !text(call, "method").equals("POST")) {
      forbidden("spec.apiCall.method", "An External API call with data should have method as POST");
    }
  }

  private void projection(String path, JsonNode projection, String entry) {
    String name = text(projection, "name");
    if (name.isEmpty()) {
      required(path + ".name", "A projection entry requires a name");
    }
    if (name.equals(entry)) {
      required(
          path + ".name",
          "A projection entry requires a name different from the global context entry name");
    }
    if (text(projection, "jmesPath").isEmpty()) {
      required(path + ".jmesPath", "A projection entry requires a JMESPath");
    }
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).asString("");
  }

  private void required(String path, String detail) {
    errors.add(path + ": Required value: " + detail);
  }

  private void forbidden(String path, String detail) {
    errors.add(path + ": Forbidden: " + detail);
  }
}
