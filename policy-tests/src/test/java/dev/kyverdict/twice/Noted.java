package dev.kyverdict.twice;

import dev.kyverdict.cluster.AuditEntry;
import dev.kyverdict.cluster.Client;
import dev.kyverdict.cluster.Cluster;
import dev.kyverdict.cluster.Reply;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What can be told of one request and its consequences, slim and as trees. */
final class Noted {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final ObjectMapper JSON = JsonMapper.builder().build();
  private static final String PATCH = "patch.webhook.admission.k8s.io/";

  private Noted() {}

  /** Status, message, warnings and, when it was done, the object. */
  static ObjectNode reply(Reply reply) {
    ObjectNode noted = NODES.objectNode().put("status", reply.status());
    if (reply.ok()) {
      noted.set("object", Slim.object(reply.body()));
    } else {
      noted.put("message", Slim.text(reply.message()));
    }
    ArrayNode warnings = noted.putArray("warnings");
    reply.warnings().forEach(text -> warnings.add(Slim.text(text)));
    return noted;
  }

  /** The audit entries since a position. */
  static List<AuditEntry> since(Cluster cluster, int position) {
    List<AuditEntry> all = cluster.audit();
    return all.subList(Math.min(position, all.size()), all.size());
  }

  /** Calls of Kyverno's processes that are about a path. */
  static ArrayNode calls(List<AuditEntry> entries, Predicate<String> path) {
    ArrayNode calls = NODES.arrayNode();
    for (AuditEntry entry : entries) {
      if (entry.user().startsWith("system:serviceaccount:kyverno:")
          && path.test(entry.path())
          && !entry.verb().equals("watch")
          && !entry.path().contains("resourceVersion=")) {
        calls
            .addObject()
            .put("user", entry.user())
            .put("verb", entry.verb())
            .put("uri", Slim.text(entry.path()))
            .put("code", entry.status());
      }
    }
    return calls;
  }

  /** The patches in the annotations of an audit entry, in the order of the webhooks. */
  static ArrayNode patches(Map<String, String> annotations) {
    ArrayNode patches = NODES.arrayNode();
    new TreeMap<>(annotations)
        .forEach(
            (key, text) -> {
              if (key.startsWith(PATCH)) {
                JsonNode note = JSON.readTree(text);
                ObjectNode patch = patches.addObject();
                patch.set("webhook", note.path("webhook"));
                patch.set("patch", sorted(Slim.tree(note.path("patch"))));
                patch.set("patchType", note.path("patchType"));
              }
            });
    return patches;
  }

  /** Kyverno writes operations of one kind in an order that changes from time to time. */
  static ArrayNode sorted(JsonNode patch) {
    List<JsonNode> operations = new ArrayList<>();
    patch.forEach(operations::add);
    int start = 0;
    for (int i = 1; i <= operations.size(); i++) {
      if (i == operations.size()
          || !operations.get(i).path("op").equals(operations.get(start).path("op"))) {
        operations.subList(start, i).sort(Comparator.comparing(it -> it.path("path").asString("")));
        start = i;
      }
    }
    return NODES.arrayNode().addAll(operations);
  }

  /** What webhooks left in the annotations of an audit entry, but for their patches. */
  static ObjectNode marks(Map<String, String> annotations) {
    ObjectNode marks = NODES.objectNode();
    new TreeMap<>(annotations)
        .forEach(
            (key, text) -> {
              if (key.startsWith("failed-open") || key.startsWith("mutation.webhook")) {
                marks.put(key, text);
              }
            });
    return marks;
  }

  /**
   * Which webhooks changed an object and which could not be asked, without their places: other
   * cases have webhooks too.
   */
  static ArrayNode effects(Map<String, String> annotations) {
    Set<String> effects = new TreeSet<>();
    annotations.forEach(
        (key, text) -> {
          if (key.startsWith("failed-open")) {
            effects.add("failed open: " + text);
          } else if (key.startsWith("mutation.webhook") && text.contains("\"mutated\":true")) {
            effects.add("mutated: " + JSON.readTree(text).path("webhook").asString(""));
          }
        });
    ArrayNode noted = NODES.arrayNode();
    effects.forEach(noted::add);
    return noted;
  }

  /**
   * Kyverno's events about a policy, and about objects of a namespace, in an order of their own.
   */
  static ArrayNode events(Client admin, String namespace, String policy) {
    List<ObjectNode> events = new ArrayList<>();
    for (JsonNode event : admin.list("v1", "Event", "", "?limit=500")) {
      JsonNode involved = event.path("involvedObject");
      boolean about =
          involved.path("name").asString("").equals(policy)
              || involved.path("namespace").asString("").equals(namespace);
      if (about && event.path("reportingComponent").asString("").startsWith("kyverno")) {
        events.add(event(event, involved));
      }
    }
    ArrayNode sorted = NODES.arrayNode();
    events.stream()
        .sorted((one, other) -> one.toString().compareTo(other.toString()))
        .forEach(sorted::add);
    return sorted;
  }

  private static ObjectNode event(JsonNode event, JsonNode involved) {
    ObjectNode noted = NODES.objectNode();
    noted.put(
        "involved", involved.path("kind").asString("") + "/" + involved.path("name").asString(""));
    JsonNode related = event.path("related");
    if (!related.isEmpty()) {
      noted.put(
          "related",
          "%s/%s/%s"
              .formatted(
                  related.path("kind").asString(""),
                  related.path("namespace").asString(""),
                  related.path("name").asString("")));
    }
    for (String field : List.of("type", "reason", "action")) {
      noted.set(field, event.path(field));
    }
    return noted.put("message", Slim.text(event.path("message").asString("")));
  }
}
