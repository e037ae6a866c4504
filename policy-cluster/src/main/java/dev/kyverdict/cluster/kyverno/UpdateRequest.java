package dev.kyverdict.cluster.kyverno;

import dev.kyverdict.engine.AdmissionRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The spec of an UpdateRequest, by which the admission controller tells the background controller
 * what to do ({@code api/kyverno/v2/updaterequest_types.go}).
 *
 * @param type {@code requestType}
 * @param policy {@code policy}: the name, behind namespace and slash of a Policy
 * @param rules {@code ruleContext}: of generate rules
 * @param rule {@code rule}: of a mutate rule
 * @param resource {@code resource}: the trigger of a mutate rule
 * @param request {@code context}: the admission request, if there was one
 */
public record UpdateRequest(
    Type type,
    String policy,
    List<RuleRequest> rules,
    String rule,
    ObjectRef resource,
    Optional<AdmissionRequest> request) {

  /** {@code apiVersion} of the objects. */
  public static final String API_VERSION = "kyverno.io/v2";

  /** {@code kind} of the objects. */
  public static final String KIND = "UpdateRequest";

  /** {@code status.state} before anybody has looked at it. */
  public static final String PENDING = "Pending";

  /** {@code status.state} after an error. */
  public static final String FAILED = "Failed";

  /** {@code status.state} when all is done. */
  public static final String COMPLETED = "Completed";

  /** {@code status.state} when there is nothing to do. */
  public static final String SKIP = "Skip";

  /** Copies the list. */
  public UpdateRequest {
    rules = List.copyOf(rules);
  }

  /** What kind of rule it is about. */
  public enum Type {
    /** Mutate rules with targets. */
    MUTATE("mutate"),
    /** Generate rules. */
    GENERATE("generate");

    private final String text;

    Type(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** For generate rules. */
  public static UpdateRequest generate(
      String policy, List<RuleRequest> rules, Optional<AdmissionRequest> request) {
    return new UpdateRequest(Type.GENERATE, policy, rules, "", ObjectRef.NONE, request);
  }

  /** For a mutate rule. */
  public static UpdateRequest mutate(
      String policy, String rule, ObjectRef trigger, Optional<AdmissionRequest> request) {
    return new UpdateRequest(Type.MUTATE, policy, List.of(), rule, trigger, request);
  }

  /**
   * Reads the spec of an object.
   *
   * @param namespaceLabels the labels of the namespace that the admission request was about, which
   *     the object does not tell
   */
  public static UpdateRequest of(JsonNode object, Map<String, String> namespaceLabels) {
    JsonNode spec = object.path("spec");
    JsonNode context = spec.path("context");
    JsonNode asked = context.path("admissionRequestInfo").path("admissionRequest");
    return new UpdateRequest(
        spec.path("requestType").asString("").equals("mutate") ? Type.MUTATE : Type.GENERATE,
        spec.path("policy").asString(""),
        spec.path("ruleContext").valueStream().map(RuleRequest::of).toList(),
        spec.path("rule").asString(""),
        ObjectRef.of(spec.path("resource")),
        asked.isObject()
            ? Optional.of(AdmissionReview.read(asked, context.path("userInfo"), namespaceLabels))
            : Optional.empty());
  }

  /** The name of the policy. */
  public String policyName() {
    return policy.substring(policy.indexOf('/') + 1);
  }

  /** The namespace of a Policy; empty of a ClusterPolicy. */
  public String policyNamespace() {
    int slash = policy.indexOf('/');
    return slash < 0 ? "" : policy.substring(0, slash);
  }

  /** The object that Kyverno creates ({@code pkg/webhooks/updaterequest/generator.go}). */
  public ObjectNode object() {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    object.put("apiVersion", API_VERSION).put("kind", KIND);
    ObjectNode metadata = object.putObject("metadata");
    metadata.put("namespace", Accounts.NAMESPACE).put("generateName", "ur-");
    ObjectNode labels = metadata.putObject("labels");
    (type == Type.GENERATE ? Labels.ofGeneration(policy) : Labels.ofMutation(policy, resource))
        .forEach(labels::put);
    object.set("spec", spec());
    object.putObject("status").put("state", "");
    return object;
  }

  private ObjectNode spec() {
    ObjectNode spec = JsonNodeFactory.instance.objectNode();
    spec.put("requestType", type.toString()).put("policy", policy);
    if (!rules.isEmpty()) {
      ArrayNode contexts = spec.putArray("ruleContext");
      rules.forEach(one -> contexts.add(one.json()));
    }
    spec.put("rule", rule).put("deleteDownstream", false);
    spec.set("resource", resource.json());
    ObjectNode context = spec.putObject("context");
    ObjectNode info = context.putObject("userInfo");
    request.ifPresent(it -> AdmissionReview.writeRoles(info, it.user()));
    info.set(
        "userInfo",
        request
            .map(it -> AdmissionReview.user(it.user()))
            .orElseGet(JsonNodeFactory.instance::objectNode));
    ObjectNode asked = context.putObject("admissionRequestInfo");
    request.ifPresent(
        it -> {
          asked.set("admissionRequest", AdmissionReview.write(it));
          asked.put("operation", it.operation().name());
        });
    return spec;
  }
}
