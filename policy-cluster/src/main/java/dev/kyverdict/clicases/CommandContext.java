package dev.kyverdict.clicases;

import dev.kyverdict.clicases.CliPolicies.CliPolicy;
import dev.kyverdict.engine.AdmissionRequest;
import dev.kyverdict.engine.ClusterReader;
import dev.kyverdict.engine.KyvernoConfig;
import dev.kyverdict.engine.ResourceKind;
import dev.kyverdict.engine.UserInfo;
import dev.kyverdict.engine.context.JsonContext;
import dev.kyverdict.engine.context.PolicyContext;
import dev.kyverdict.model.Match.Operation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The contexts in which Kyverno's command asks policies: of the request there are the object, its
 * namespace, the operation and the user of the test; values are merged into it ({@code
 * makePolicyContext} in {@code processor/policy_processor.go}).
 *
 * @param values the values
 * @param userInfo what a file of kind UserInfo holds
 * @param labels the labels of namespaces that the cluster has
 * @param hasCluster whether there is one; then subresources are not looked up
 */
record CommandContext(
    Values values,
    Optional<JsonNode> userInfo,
    Map<String, Map<String, String>> labels,
    boolean hasCluster,
    ClusterReader cluster,
    KyvernoConfig config) {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /**
   * The context of a policy.
   *
   * @param original the object as it came, of whose kind all contexts are
   * @param resource the object as the policies before left it; null node when it is lost
   * @param explicit the operation that the expectation names, if any
   */
  PolicyContext open(CliPolicy policy, ObjectNode original, JsonNode resource, String explicit) {
    Map<String, JsonNode> given =
        new HashMap<>(values.of(policy.name(), CliObjects.name(resource)));
    if (!explicit.isEmpty()) {
      given.put("request.operation", NODES.stringNode(explicit));
    }
    Operation operation =
        operation(given.getOrDefault("request.operation", NullNode.getInstance()));
    AdmissionRequest plain = request(original, resource, operation);
    JsonContext variables = JsonContext.holding(variables(plain), plain, cluster, config);
    given.forEach((key, value) -> variables.addVariable(Values.path(key), value));
    variables.prepareWith(
        (rule, context) ->
            values
                .ofRule(policy.name(), rule)
                .forEach((key, value) -> context.addVariable(Values.path(key), value)));
    AdmissionRequest request =
        switch (operation) {
          case DELETE -> plain.withOldObject(injected(variables, "oldObject"));
          case UPDATE ->
              plain
                  .withObject(injected(variables, "object"))
                  .withOldObject(injected(variables, "oldObject"));
          default -> plain.withObject(injected(variables, "object"));
        };
    PolicyContext context = PolicyContext.asItIs(request, variables);
    context.setNamespaceLabels(request.namespaceLabels());
    return context;
  }

  /** The object with what the values changed in it; an empty one is none. */
  private static JsonNode injected(JsonContext variables, String field) {
    JsonNode object = variables.query("request." + field);
    return object.isEmpty() ? NullNode.getInstance() : object;
  }

  private static Operation operation(JsonNode value) {
    return switch (value.asString("")) {
      case "DELETE" -> Operation.DELETE;
      case "UPDATE" -> Operation.UPDATE;
      default -> Operation.CREATE;
    };
  }

  private AdmissionRequest request(ObjectNode original, JsonNode resource, Operation operation) {
    ResourceKind own = CliObjects.kind(original);
    ResourceKind parent = own;
    String subResource = "";
    if (!hasCluster) {
      for (JsonNode pair : values.subresources()) {
        if (kind(pair.path("subresource")).equals(own)) {
          parent = kind(pair.path("parentResource"));
          subResource = pair.path("subresource").path("name").asString("").split("/", -1)[1];
        }
      }
    }
    JsonNode none = NullNode.getInstance();
    return new AdmissionRequest(
        "",
        own,
        parent,
        parent.plural(),
        subResource,
        CliObjects.name(original),
        CliObjects.namespace(original),
        operation,
        user(),
        operation == Operation.DELETE ? none : resource,
        operation == Operation.CREATE ? none : resource,
        none,
        false,
        namespaceLabels(own, CliObjects.namespace(original)));
  }

  private static ResourceKind kind(JsonNode pair) {
    return new ResourceKind(
        pair.path("group").asString(""),
        pair.path("version").asString(""),
        pair.path("kind").asString(""));
  }

  private Map<String, String> namespaceLabels(ResourceKind own, String namespace) {
    Map<String, String> given = values.labels(namespace);
    return hasCluster && given.isEmpty() && !own.kind().equals("Namespace")
        ? labels.getOrDefault(namespace, Map.of())
        : given;
  }

  private UserInfo user() {
    if (userInfo.isEmpty()) {
      return UserInfo.NOBODY;
    }
    JsonNode file = userInfo.orElse(NODES.objectNode());
    JsonNode user = file.path("userInfo");
    return new UserInfo(
        user.path("username").asString(""),
        Optional.of(user.path("uid").asString("")).filter(uid -> !uid.isEmpty()),
        Expectation.texts(user.path("groups")),
        Map.of(),
        Expectation.texts(file.path("roles")),
        Expectation.texts(file.path("clusterRoles")));
  }

  private ObjectNode variables(AdmissionRequest request) {
    ObjectNode root = NODES.objectNode();
    ObjectNode node = root.putObject("request");
    if (request.operation() != Operation.DELETE) {
      node.set("object", orEmpty(request.object()));
    }
    if (request.operation() != Operation.CREATE) {
      node.set("oldObject", orEmpty(request.oldObject()));
    }
    node.put("namespace", CliObjects.namespace(request.object()));
    if (userInfo.isPresent()) {
      addUser(root, node, userInfo.get());
    }
    node.put("operation", request.operation().name());
    return root;
  }

  private static JsonNode orEmpty(JsonNode object) {
    return object.isNull() ? NODES.objectNode() : object;
  }

  private static void addUser(ObjectNode root, ObjectNode request, JsonNode file) {
    for (String field : List.of("roles", "clusterRoles")) {
      if (!file.path(field).isEmpty()) {
        request.set(field, file.get(field));
      }
    }
    ObjectNode user = request.putObject("userInfo");
    file.path("userInfo").properties().stream()
        .filter(entry -> !entry.getValue().isNull() && !isNothing(entry.getValue()))
        .forEach(entry -> user.set(entry.getKey(), entry.getValue()));
    String[] account =
        user.path("username")
            .asString("")
            .replaceFirst("^system:serviceaccount:", "")
            .split(":", -1);
    boolean known = account.length > 1;
    root.put("serviceAccountName", known ? account[1] : "");
    root.put("serviceAccountNamespace", known ? account[0] : "");
  }

  private static boolean isNothing(JsonNode value) {
    return value.isString()
        ? value.stringValue().isEmpty()
        : value.isContainer() && value.isEmpty();
  }
}
