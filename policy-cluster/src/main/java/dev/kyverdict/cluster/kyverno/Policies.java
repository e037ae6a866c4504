package dev.kyverdict.cluster.kyverno;

import dev.kyverdict.engine.admission.CompiledPolicy;
import dev.kyverdict.engine.admission.Engine;
import dev.kyverdict.model.KyvernoPolicy;
import dev.kyverdict.render.ManifestReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The policies that one of Kyverno's processes has seen, each compiled once. */
public final class Policies {

  private static final String GROUP = "kyverno.io";

  /** Each process of each cluster reads the same few policies. */
  private static final Map<JsonNode, Optional<KyvernoPolicy>> READ = new ConcurrentHashMap<>();

  private static final int MOST_READ = 300;

  private final TreeMap<String, Known> known = new TreeMap<>();
  private Engine engine;

  /** None yet. */
  public Policies(Engine engine) {
    this.engine = engine;
  }

  /**
   * A policy that was seen.
   *
   * @param object the object as it was seen last
   * @param policy the same as a value
   * @param compiled the same, ready to be asked
   */
  public record Known(JsonNode object, KyvernoPolicy policy, CompiledPolicy compiled) {

    /** Its name, behind namespace and slash of a Policy. */
    public String key() {
      return Policies.key(object);
    }

    /** Whether its status says that it is ready ({@code api/kyverno/v1/policy_status.go}). */
    public boolean isReady() {
      return object
          .path("status")
          .path("conditions")
          .valueStream()
          .anyMatch(
              condition ->
                  condition.path("type").asString("").equals("Ready")
                      && condition.path("status").asString("").equals("True"));
    }

    /** How events name it: always in version 1. */
    public ObjectRef ref() {
      ObjectRef ref = ObjectRef.to(object);
      return new ObjectRef("kyverno.io/v1", ref.kind(), ref.namespace(), ref.name(), ref.uid());
    }
  }

  /** Whether objects of a kind are policies. */
  public static boolean watches(String group, String kind) {
    return group.equals(GROUP) && (kind.equals("ClusterPolicy") || kind.equals("Policy"));
  }

  /** Whether an object is a policy. */
  public static boolean isPolicy(JsonNode object) {
    return object.path("apiVersion").asString("").startsWith(GROUP + "/")
        && watches(GROUP, object.path("kind").asString(""));
  }

  /** The name of a policy, behind namespace and slash of a Policy. */
  public static String key(JsonNode object) {
    JsonNode metadata = object.path("metadata");
    String namespace = metadata.path("namespace").asString("");
    String name = metadata.path("name").asString("");
    return namespace.isEmpty() ? name : namespace + "/" + name;
  }

  /** Reads a policy; empty when there is something in it that no API server lets through. */
  public static Optional<KyvernoPolicy> read(JsonNode object) {
    if (!(object instanceof ObjectNode whole)) {
      return Optional.empty();
    }
    ObjectNode written = whole.objectNode();
    whole.properties().stream()
        .filter(entry -> !entry.getKey().equals("status"))
        .forEach(entry -> written.set(entry.getKey(), entry.getValue()));
    ObjectNode metadata = written.objectNode();
    for (String field : List.of("name", "namespace", "labels", "annotations")) {
      JsonNode value = whole.path("metadata").path(field);
      if (!value.isMissingNode()) {
        metadata.set(field, value);
      }
    }
    written.set("metadata", metadata);
    if (READ.size() >= MOST_READ) {
      READ.clear();
    }
    return READ.computeIfAbsent(written, Policies::parsed);
  }

  private static Optional<KyvernoPolicy> parsed(JsonNode written) {
    return ManifestReader.read("policy", written.toString()).manifests().stream()
        .filter(KyvernoPolicy.class::isInstance)
        .map(KyvernoPolicy.class::cast)
        .findFirst();
  }

  /** Takes a policy as it is now. */
  public void put(JsonNode object) {
    Known before = known.get(key(object));
    if (before != null && isSame(before.object(), object)) {
      known.put(key(object), new Known(object, before.policy(), before.compiled()));
      return;
    }
    read(object)
        .ifPresentOrElse(
            policy -> known.put(key(object), new Known(object, policy, engine.compile(policy))),
            () -> known.remove(key(object)));
  }

  private static boolean isSame(JsonNode before, JsonNode after) {
    return before.path("spec").equals(after.path("spec"))
        && isSame(before, after, "annotations")
        && isSame(before, after, "labels");
  }

  private static boolean isSame(JsonNode before, JsonNode after, String field) {
    return before.path("metadata").path(field).equals(after.path("metadata").path(field));
  }

  /** Forgets a policy. */
  public void remove(JsonNode object) {
    known.remove(key(object));
  }

  /** Forgets all. */
  public void clear() {
    known.clear();
  }

  /** A policy by its name, behind namespace and slash of a Policy. */
  public Optional<Known> find(String key) {
    return Optional.ofNullable(known.get(key));
  }

  /** All of them, by name. */
  public List<Known> all() {
    return new ArrayList<>(known.values());
  }

  /** Kyverno's ConfigMap has changed: compiles them anew. */
  public void obey(Engine other) {
    engine = other;
    for (Map.Entry<String, Known> entry : known.entrySet()) {
      Known one = entry.getValue();
      entry.setValue(new Known(one.object(), one.policy(), engine.compile(one.policy())));
    }
  }

  /** A copy that shares nothing which changes. */
  public Policies copy() {
    Policies copy = new Policies(engine);
    copy.known.putAll(known);
    return copy;
  }
}
