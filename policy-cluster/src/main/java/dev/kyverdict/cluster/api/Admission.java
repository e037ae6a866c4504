package dev.kyverdict.cluster.api;

import dev.kyverdict.cluster.api.AdmissionWebhooks.Answer;
import dev.kyverdict.cluster.types.RefusedException;
import dev.kyverdict.cluster.types.ResourceType;
import dev.kyverdict.cluster.types.Subresource;
import dev.kyverdict.engine.AdmissionRequest;
import dev.kyverdict.engine.ResourceKind;
import dev.kyverdict.model.Match.Operation;
import dev.kyverdict.values.GoNumbers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Admission in the order of {@code k8s.io/kubernetes/pkg/kubeapiserver/options/plugins.go}: what is
 * built in, then the webhooks.
 */
final class Admission {

  private static final Set<String> EXEMPT =
      Set.of(
          "admissionregistration.k8s.io/mutatingwebhookconfigurations",
          "admissionregistration.k8s.io/validatingwebhookconfigurations",
          "admissionregistration.k8s.io/validatingadmissionpolicies",
          "admissionregistration.k8s.io/validatingadmissionpolicybindings",
          "admissionregistration.k8s.io/mutatingadmissionpolicies",
          "admissionregistration.k8s.io/mutatingadmissionpolicybindings");

  private final World world;
  private final BuiltInAdmission builtIn;

  Admission(World world) {
    this.world = world;
    this.builtIn = new BuiltInAdmission(world);
  }

  /** The object as mutating admission leaves it. */
  JsonNode mutate(Call call, Attributes attributes) {
    JsonNode object = builtIn.mutate(attributes);
    if (EXEMPT.contains(attributes.type().storage())) {
      return object;
    }
    AdmissionRequest bare = bare(call, attributes.withObject(object));
    if (!world.webhooks().concern(bare, true)) {
      return object;
    }
    AdmissionRequest request = whole(bare, attributes);
    Answer answer = world.webhooks().mutate(request);
    boolean changed =
        answer.allowed()
            && !answer.object().equals(request.object())
            && attributes.operation() != Operation.DELETE
            && attributes.operation() != Operation.CONNECT;
    JsonNode result = changed ? decoded(call, attributes.type(), answer) : object;
    take(call, answer);
    return result;
  }

  /** A webhook that makes an object unreadable is an error of the server, and leaves no patch. */
  private static JsonNode decoded(Call call, ResourceType type, Answer answer) {
    try {
      return Fields.defaulted(type, GoNumbers.integers(answer.object()));
    } catch (RefusedException unreadable) {
      Map<String, String> marks = new HashMap<>(answer.annotations());
      marks.keySet().removeIf(key -> key.startsWith("patch.webhook."));
      marks.replaceAll((key, mark) -> mark.replace("\"mutated\":true", "\"mutated\":false"));
      call.annotate(marks);
      String message = unreadable.status().path("message").asString("");
      String cause = message.replaceFirst("^.* cannot be handled as a " + type.kind() + ": ", "");
      throw Refusal.of(500, "InternalError", "Internal error occurred: " + cause);
    }
  }

  /** Lets validating admission speak. */
  void validate(Call call, Attributes attributes) {
    if (!EXEMPT.contains(attributes.type().storage())) {
      AdmissionRequest bare = bare(call, attributes);
      if (world.webhooks().concern(bare, false)) {
        take(call, world.webhooks().validate(whole(bare, attributes)));
      }
    }
  }

  private static void take(Call call, Answer answer) {
    answer.warnings().forEach(call::warn);
    call.annotate(answer.annotations());
    if (!answer.allowed()) {
      throw Refusal.ofWebhook(answer.code(), answer.message());
    }
  }

  /** What is asked, as far as it costs nothing to know. */
  private AdmissionRequest bare(Call call, Attributes attributes) {
    ResourceKind parent =
        new ResourceKind(
            attributes.type().group(), attributes.type().version(), attributes.type().kind());
    Subresource part = attributes.type().subresources().get(attributes.subresource());
    ResourceKind kind =
        part == null ? parent : new ResourceKind(part.group(), part.version(), part.kind());
    return new AdmissionRequest(
        world.newUid(),
        kind,
        parent,
        attributes.type().plural(),
        attributes.subresource(),
        attributes.name(),
        attributes.namespace(),
        attributes.operation(),
        call.user(),
        attributes.object(),
        attributes.old(),
        attributes.options(),
        call.dryRun(),
        Map.of());
  }

  private AdmissionRequest whole(AdmissionRequest bare, Attributes attributes) {
    return new AdmissionRequest(
        bare.uid(),
        bare.kind(),
        bare.parent(),
        bare.resource(),
        bare.subResource(),
        bare.name(),
        bare.namespace(),
        bare.operation(),
        bare.user(),
        GoNumbers.floats(bare.object()),
        GoNumbers.floats(bare.oldObject()),
        bare.options(),
        bare.dryRun(),
        namespaceLabels(attributes.withObject(bare.object())));
  }

  /** As the API server's namespace matcher finds them: of a Namespace that comes, its own. */
  private Map<String, String> namespaceLabels(Attributes attributes) {
    boolean own =
        attributes.isAbout("/namespaces")
            && List.of(Operation.CREATE, Operation.UPDATE).contains(attributes.operation());
    JsonNode namespace =
        own
            ? attributes.object()
            : world.namespace(attributes.namespace()).orElse(attributes.old());
    if (attributes.namespace().isEmpty()) {
      return Map.of();
    }
    Map<String, String> labels = new HashMap<>();
    namespace
        .path("metadata")
        .path("labels")
        .properties()
        .forEach(it -> labels.put(it.getKey(), it.getValue().asString("")));
    return labels;
  }
}
