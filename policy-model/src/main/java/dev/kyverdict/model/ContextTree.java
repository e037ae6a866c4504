package dev.kyverdict.model;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A context entry as the JSON tree that Kyverno looks through for variables. */
final class ContextTree {

  private ContextTree() {}

  static ObjectNode of(ContextEntry entry) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode().put("name", entry.name());
    switch (entry) {
      case ContextEntry.Variable variable -> {
        ObjectNode node = tree.putObject("variable");
        variable.value().ifPresent(value -> node.set("value", value));
        RuleTree.putText(node, "jmesPath", variable.jmesPath());
        variable.defaultValue().ifPresent(value -> node.set("default", value));
      }
      case ContextEntry.ApiCall call -> apiCall(tree.putObject("apiCall"), call);
      case ContextEntry.ConfigMap map -> {
        ObjectNode node = tree.putObject("configMap").put("name", map.configMap());
        RuleTree.putText(node, "namespace", map.namespace());
      }
      case ContextEntry.GlobalReference global -> {
        ObjectNode node = tree.putObject("globalReference").put("name", global.reference());
        RuleTree.putText(node, "jmesPath", global.jmesPath());
      }
      case ContextEntry.ImageRegistry image -> {
        ObjectNode node = tree.putObject("imageRegistry").put("reference", image.reference());
        RuleTree.putText(node, "jmesPath", image.jmesPath());
        image.credentials().ifPresent(value -> node.set("imageRegistryCredentials", value));
      }
    }
    return tree;
  }

  private static void apiCall(ObjectNode tree, ContextEntry.ApiCall call) {
    RuleTree.putText(tree, "urlPath", call.urlPath());
    tree.put("method", call.method().name());
    if (!call.data().isEmpty()) {
      ArrayNode data = tree.putArray("data");
      call.data().forEach(d -> data.addObject().put("key", d.key()).set("value", d.value()));
    }
    call.service().ifPresent(service -> service(tree.putObject("service"), service));
    RuleTree.putText(tree, "jmesPath", call.jmesPath());
    call.defaultValue().ifPresent(value -> tree.set("default", value));
  }

  private static void service(ObjectNode tree, ContextEntry.Service service) {
    tree.put("url", service.url());
    if (!service.headers().isEmpty()) {
      ArrayNode headers = tree.putArray("headers");
      service
          .headers()
          .forEach(h -> headers.addObject().put("key", h.key()).put("value", h.value()));
    }
    RuleTree.putText(tree, "caBundle", service.caBundle());
  }
}
