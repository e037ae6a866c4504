package dev.kyverdict.cluster.kyverno.admission;

import dev.kyverdict.cluster.kyverno.Accounts;
import dev.kyverdict.cluster.kyverno.Api;
import dev.kyverdict.engine.admission.Webhook;
import dev.kyverdict.model.KyvernoPolicy;
import dev.kyverdict.model.Spec.FailurePolicy;
import dev.kyverdict.model.Spec.MatchCondition;
import dev.kyverdict.model.Spec.WebhookConfiguration;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The objects by which Kyverno registers its webhooks with the API server ({@code
 * pkg/controllers/webhook/controller.go}, {@code pkg/controllers/generic/webhook/controller.go}).
 *
 * @param config the data of Kyverno's ConfigMap
 * @param api tells where the objects of a kind are
 */
record WebhookObjects(Map<String, String> config, Api api) {

  static final String API_VERSION = "admissionregistration.k8s.io/v1";
  static final String MUTATING = "MutatingWebhookConfiguration";
  static final String VALIDATING = "ValidatingWebhookConfiguration";

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final JsonMapper MAPPER = JsonMapper.shared();
  private static final String LABEL = "webhook.kyverno.io/managed-by";
  private static final String SIDE_EFFECTS = "NoneOnDryRun";
  private static final List<String> CHANGES = List.of("CREATE", "UPDATE");
  private static final List<String> CEL = List.of("v1alpha1", "v1beta1", "v1");
  private static final List<String> CEL_NAMESPACED = List.of("v1beta1", "v1");
  private static final List<String> EXCEPTIONS = List.of("v2alpha1", "v2beta1");
  private static final String CEL_GROUP = "policies.kyverno.io";
  private static final int PORT = 443;

  /** Whether an object is one of them. */
  static boolean isOne(JsonNode object) {
    return object.path("apiVersion").asString("").equals(API_VERSION)
        && object.path("metadata").path("labels").path(LABEL).asString("").equals("kyverno");
  }

  /** All of them. */
  List<ObjectNode> all(Webhook.Registered registered) {
    return List.of(
        policies(false),
        policies(true),
        verify(),
        generic(
            "exception", "/exceptionvalidate", rule("kyverno.io", "policyexceptions", EXCEPTIONS)),
        generic(
            "cel-exception", "/celexception/validate", rule(CEL_GROUP, "policyexceptions", CEL)),
        generic(
            "global-context",
            "/globalcontextvalidate",
            rule("kyverno.io", "globalcontextentries", List.of("v2alpha1"))),
        resources(registered, true),
        resources(registered, false));
  }

  /** Those about the objects of a cluster. */
  private ObjectNode resources(Webhook.Registered registered, boolean mutating) {
    ObjectNode object = object("resource", mutating);
    ArrayNode webhooks = NODES.arrayNode();
    for (Webhook webhook : registered.webhooks()) {
      WebhookRules rules = WebhookRules.of(webhook, mutating, api);
      if (!rules.isEmpty()) {
        webhooks.add(resource(webhook, rules, mutating));
      }
    }
    if (!webhooks.isEmpty()) {
      object.set("webhooks", webhooks);
    }
    return object;
  }

  private ObjectNode resource(Webhook webhook, WebhookRules rules, boolean mutating) {
    CallText text = CallText.of(webhook, mutating);
    ObjectNode node = webhook(text.name(), text.path());
    node.set("rules", rules.json());
    boolean ignored = webhook.failurePolicy() == FailurePolicy.IGNORE;
    node.put("failurePolicy", ignored ? "Ignore" : "Fail");
    node.put("sideEffects", SIDE_EFFECTS).put("timeoutSeconds", text.seconds());
    node.put("matchPolicy", "Equivalent");
    JsonNode selectors = read("webhooks");
    if (selectors.path("namespaceSelector").isObject()) {
      node.set("namespaceSelector", selectors.path("namespaceSelector"));
    }
    JsonNode objects = selectors.path("objectSelector");
    node.set("objectSelector", objects.isObject() ? objects : NODES.objectNode());
    if (mutating) {
      node.put("reinvocationPolicy", "IfNeeded");
    }
    conditions(node, webhook);
    return node;
  }

  private void conditions(ObjectNode node, Webhook webhook) {
    JsonNode conditions = webhook.own() ? own(webhook.policies().getFirst().policy()) : common();
    if (!conditions.isEmpty()) {
      node.set("matchConditions", conditions);
    }
  }

  private static JsonNode own(KyvernoPolicy policy) {
    ArrayNode conditions = NODES.arrayNode();
    for (MatchCondition condition :
        policy
            .spec()
            .webhookConfiguration()
            .map(WebhookConfiguration::matchConditions)
            .orElse(List.of())) {
      conditions
          .addObject()
          .put("name", condition.name())
          .put("expression", condition.expression());
    }
    return conditions;
  }

  private JsonNode common() {
    return read("matchConditions");
  }

  /** Those about policies themselves. */
  private ObjectNode policies(boolean mutating) {
    ObjectNode object = object("policy", mutating);
    CallText text = CallText.ofPolicies(mutating);
    ObjectNode node = webhook(text.name(), text.path());
    ArrayNode rules = node.putArray("rules");
    rules.add(rule("kyverno.io", List.of("clusterpolicies", "policies"), List.of("v1", "v2beta1")));
    if (!mutating) {
      for (String kind : List.of("validating", "imagevalidating", "generating", "mutating")) {
        rules.add(rule(CEL_GROUP, kind + "policies", CEL));
        rules.add(rule(CEL_GROUP, "namespaced" + kind + "policies", CEL_NAMESPACED));
      }
      rules.add(rule(CEL_GROUP, "deletingpolicies", CEL));
    }
    node.put("failurePolicy", "Fail").put("timeoutSeconds", text.seconds());
    node.put("sideEffects", mutating ? SIDE_EFFECTS : "None").put("matchPolicy", "Equivalent");
    if (mutating) {
      node.put("reinvocationPolicy", "IfNeeded");
    }
    object.putArray("webhooks").add(node);
    return object;
  }

  /** The one by which Kyverno learns whether it is called at all. */
  private ObjectNode verify() {
    ObjectNode object = object("verify", true);
    ObjectNode node = webhook("monitor-webhooks.kyverno.svc", "/verifymutate");
    ObjectNode rule = rule("coordination.k8s.io", "leases", List.of("v1"));
    rule.putArray("operations").add("UPDATE");
    node.putArray("rules").add(rule);
    node.put("failurePolicy", "Ignore").put("sideEffects", SIDE_EFFECTS);
    node.put("timeoutSeconds", CallText.ofPolicies(true).seconds());
    node.put("reinvocationPolicy", "IfNeeded").put("matchPolicy", "Equivalent");
    node.putObject("objectSelector")
        .putObject("matchLabels")
        .put("app.kubernetes.io/name", "kyverno");
    object.putArray("webhooks").add(node);
    return object;
  }

  private ObjectNode generic(String name, String path, ObjectNode rule) {
    ObjectNode object = object(name, false);
    ObjectNode node = webhook("kyverno-svc.kyverno.svc", path);
    node.putArray("rules").add(rule);
    node.put("failurePolicy", "Fail").put("sideEffects", "None");
    if (!common().isEmpty()) {
      node.set("matchConditions", common());
    }
    object.putArray("webhooks").add(node);
    return object;
  }

  private ObjectNode object(String name, boolean mutating) {
    ObjectNode object = NODES.objectNode();
    object.put("apiVersion", API_VERSION).put("kind", mutating ? MUTATING : VALIDATING);
    ObjectNode metadata = object.putObject("metadata");
    String sort = mutating ? "-mutating" : "-validating";
    metadata.put("name", "kyverno-" + name + sort + "-webhook-cfg");
    ObjectNode labels = metadata.putObject("labels");
    labels.setAll(texts("webhookLabels"));
    labels.put(LABEL, "kyverno");
    ObjectNode annotations = texts("webhookAnnotations");
    if (!annotations.isEmpty()) {
      metadata.set("annotations", annotations);
    }
    return object;
  }

  private static ObjectNode webhook(String name, String path) {
    ObjectNode node = NODES.objectNode();
    node.put("name", name).putArray("admissionReviewVersions").add("v1");
    node.putObject("clientConfig")
        .putObject("service")
        .put("name", "kyverno-svc")
        .put("namespace", Accounts.NAMESPACE)
        .put("path", path)
        .put("port", PORT);
    return node;
  }

  private static ObjectNode rule(String group, String resource, List<String> versions) {
    return rule(group, List.of(resource), versions);
  }

  private static ObjectNode rule(String group, List<String> resources, List<String> versions) {
    ObjectNode rule = NODES.objectNode();
    rule.putArray("apiGroups").add(group);
    versions.forEach(rule.putArray("apiVersions")::add);
    CHANGES.forEach(rule.putArray("operations")::add);
    resources.forEach(rule.putArray("resources")::add);
    return rule;
  }

  private ObjectNode texts(String key) {
    return read(key) instanceof ObjectNode object ? object : NODES.objectNode();
  }

  /** What cannot be read counts as nothing. */
  private JsonNode read(String key) {
    String text = config.getOrDefault(key, "");
    try {
      return text.isEmpty() ? MissingNode.getInstance() : MAPPER.readTree(text);
    } catch (JacksonException unreadable) {
      return MissingNode.getInstance();
    }
  }
}
