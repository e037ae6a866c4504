package dev.kyverdict.chainsaw;

import dev.kyverdict.cluster.AuditEntry;
import dev.kyverdict.cluster.Cluster;
import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.Request;
import dev.kyverdict.yaml.YamlReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * ConfigMaps, Secrets and Namespaces in a map; every ConfigMap gets the label {@code seen} after
 * two seconds, and one with the name {@code forbidden} is denied.
 */
public final class FakeCluster implements Cluster {

  private static final String RESOURCES =
      """
      resources:
      - {name: configmaps, singularName: configmap, shortNames: [cm], kind: ConfigMap, namespaced: true}
      - {name: secrets, singularName: secret, kind: Secret, namespaced: true}
      - {name: namespaces, singularName: namespace, shortNames: [ns], kind: Namespace, namespaced: false}
      """;

  private final Map<String, ObjectNode> objects = new TreeMap<>();
  private final Map<String, Instant> made = new TreeMap<>();
  private final List<AuditEntry> audit = new ArrayList<>();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  @Override
  public Reply call(Request request) {
    Reply reply = answer(request, request.path().replaceFirst("\\?.*", ""));
    String verb = request.method().toString();
    String user = request.user().username();
    audit.add(new AuditEntry(now, user, verb, request.path(), reply.status(), Map.of()));
    return reply;
  }

  private Reply answer(Request request, String path) {
    if (path.equals("/api/v1")) {
      return new Reply.Answered(200, YamlReader.readOne("v1", RESOURCES).tree(), List.of());
    }
    return switch (request.method()) {
      case POST -> create(path, request.body());
      case PUT, PATCH -> change(path, request.body());
      case DELETE -> {
        ObjectNode gone = objects.remove(path);
        yield gone == null ? refused(404, "NotFound", path + " not found") : ok(gone);
      }
      case GET -> {
        ObjectNode there = objects.get(path);
        yield there != null
            ? ok(there)
            : path.matches(".*/(configmaps|secrets|namespaces)")
                ? list(path)
                : refused(404, "NotFound", path + " not found");
      }
    };
  }

  private Reply create(String collection, JsonNode body) {
    String name = body.at("/metadata/name").asString("");
    if (name.equals("forbidden")) {
      return refused(403, "Forbidden", "denied the request: not this one");
    }
    ObjectNode object = body.deepCopy().asObject();
    object.withObject("/metadata").put("resourceVersion", "1");
    String namespace = collection.replaceFirst(".*/namespaces/([^/]*)/.*", "$1");
    if (collection.contains("/namespaces/")) {
      object.withObject("/metadata").put("namespace", namespace);
    }
    objects.put(collection + "/" + name, object);
    made.put(collection + "/" + name, now);
    return new Reply.Answered(201, object, List.of("created, just so"));
  }

  private Reply change(String path, JsonNode patch) {
    ObjectNode there = objects.get(path);
    if (there == null) {
      return refused(404, "NotFound", path + " not found");
    }
    merge(there, patch);
    return ok(there);
  }

  private static void merge(ObjectNode there, JsonNode patch) {
    for (Map.Entry<String, JsonNode> field : patch.properties()) {
      if (field.getValue().isObject() && there.path(field.getKey()).isObject()) {
        merge(there.path(field.getKey()).asObject(), field.getValue());
      } else if (field.getValue().isNull()) {
        there.remove(field.getKey());
      } else {
        there.set(field.getKey(), field.getValue());
      }
    }
  }

  private Reply list(String path) {
    ObjectNode list = JsonNodeFactory.instance.objectNode();
    var items = list.putArray("items");
    objects.forEach(
        (key, object) -> {
          if (key.startsWith(path + "/")) {
            items.add(object);
          }
        });
    return new Reply.Answered(200, list, List.of());
  }

  private static Reply ok(ObjectNode object) {
    return new Reply.Answered(200, object.deepCopy(), List.of());
  }

  private static Reply refused(int code, String reason, String message) {
    ObjectNode status = JsonNodeFactory.instance.objectNode();
    status.put("kind", "Status").put("message", message).put("reason", reason).put("code", code);
    return new Reply.Answered(code, status, List.of());
  }

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public void pass(Duration time) {
    now = now.plus(time);
    made.forEach(
        (path, since) -> {
          ObjectNode object = objects.get(path);
          boolean isDue = !since.plusSeconds(2).isAfter(now);
          if (object != null && isDue && path.contains("/configmaps/")) {
            object.withObject("/metadata/labels").put("seen", "yes");
          }
        });
  }

  @Override
  public boolean await(Duration atMost, BooleanSupplier condition) {
    Instant until = now.plus(atMost);
    while (!condition.getAsBoolean()) {
      if (!now.isBefore(until)) {
        return false;
      }
      pass(Duration.ofMillis(100));
    }
    return true;
  }

  @Override
  public List<AuditEntry> audit() {
    return List.copyOf(audit);
  }

  @Override
  public void stop(String process) {}

  @Override
  public void start(String process) {}

  @Override
  public void close() {}
}
