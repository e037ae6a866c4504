package dev.kyverdict.cluster.kyverno;

import dev.kyverdict.cluster.Discovery.Resource;
import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.Request;
import dev.kyverdict.cluster.Request.Method;
import dev.kyverdict.cluster.actor.Change;
import dev.kyverdict.cluster.actor.Host;
import dev.kyverdict.cluster.actor.Work;
import dev.kyverdict.engine.ClusterReader.Global;
import dev.kyverdict.engine.EvaluationException;
import dev.kyverdict.engine.ResourceKind;
import dev.kyverdict.engine.substitution.Query;
import dev.kyverdict.jmespath.Surroundings;
import dev.kyverdict.values.GoDuration;
import dev.kyverdict.values.GoNumbers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The global context of one of Kyverno's processes: objects that it watches and answers that it
 * fetches from time to time ({@code pkg/controllers/globalcontext}, {@code pkg/globalcontext}); and
 * the ConfigMaps that it watches for its rules.
 */
public final class GlobalContext {

  private static final String GROUP = "kyverno.io";
  private static final String VERSION = "kyverno.io/v2beta1";
  private static final String KIND = "GlobalContextEntry";
  private static final Duration USUAL_INTERVAL = Duration.ofMinutes(10);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(10);
  private static final int FACTOR = 5;
  private static final Set<Integer> DENIED = Set.of(401, 403);
  private static final int USUAL_TRIES = 3;

  private final boolean tells;

  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final ConfigMaps maps;

  /**
   * Nothing yet.
   *
   * @param tells whether the process writes the status of entries: the admission controller does
   */
  public GlobalContext(boolean tells) {
    this(tells, new ConfigMaps());
  }

  private GlobalContext(boolean tells, ConfigMaps maps) {
    this.tells = tells;
    this.maps = maps;
  }

  /** One entry; the items are those that it watches, the data what it fetched. */
  private record Entry(
      JsonNode object, TreeMap<String, JsonNode> items, JsonNode data, Optional<String> error) {

    JsonNode spec() {
      return object.path("spec");
    }

    JsonNode resource() {
      return spec().path("kubernetesResource");
    }

    boolean holds(JsonNode other) {
      ResourceKind kind =
          ResourceKind.of(other.path("apiVersion").asString(""), other.path("kind").asString(""));
      String namespace = resource().path("namespace").asString("");
      return of(kind)
          && (namespace.isEmpty()
              || namespace.equals(other.path("metadata").path("namespace").asString("")));
    }

    boolean of(ResourceKind kind) {
      return resource().isObject()
          && resource().path("group").asString("").equals(kind.group())
          && resource().path("resource").asString("").equals(kind.plural());
    }
  }

  /** An answer is to be fetched, or fetched again; tries counts those that failed. */
  private record Refresh(String name, String uid, int tries) implements Work {}

  /** Whether it wants to see changes of a kind. */
  public boolean watches(String group, String kind) {
    return (group.equals(GROUP) && kind.equals(KIND))
        || (group.isEmpty() && kind.equals("ConfigMap"))
        || entries.values().stream().anyMatch(entry -> entry.of(new ResourceKind(group, "", kind)));
  }

  /** The process starts: what was known is gone. */
  public void started(Host host, Api api) {
    maps.started(api);
    entries.clear();
    Api.items(api.list(VERSION, KIND, "", Map.of()), VERSION, KIND)
        .forEach(entry -> set(host, api, entry));
  }

  /** Takes a change. */
  public void changed(Host host, Api api, Change change) {
    maps.changed(change);
    JsonNode object = change.object();
    if (object.path("kind").asString("").equals(KIND)) {
      String name = object.path("metadata").path("name").asString("");
      Entry known = entries.get(name);
      if (change.type() == Change.Type.DELETED) {
        entries.remove(name);
      } else if (known == null || !known.spec().equals(object.path("spec"))) {
        set(host, api, object);
      }
      return;
    }
    for (Map.Entry<String, Entry> slot : entries.entrySet()) {
      Entry entry = slot.getValue();
      if (entry.holds(object)) {
        TreeMap<String, JsonNode> items = new TreeMap<>(entry.items());
        if (change.type() == Change.Type.DELETED) {
          items.remove(key(object));
        } else {
          items.put(key(object), object);
        }
        slot.setValue(new Entry(entry.object(), items, entry.data(), entry.error()));
      }
    }
  }

  /** Does work that fell due, if it is its own. */
  public boolean run(Host host, Api api, Work work) {
    if (!(work instanceof Refresh(String name, String uid, int tries))) {
      return false;
    }
    Entry entry = entries.get(name);
    if (entry != null && uid(entry.object()).equals(uid)) {
      fetch(host, api, name, entry, tries);
    }
    return true;
  }

  private void set(Host host, Api api, JsonNode object) {
    String name = object.path("metadata").path("name").asString("");
    JsonNode resource = object.path("spec").path("kubernetesResource");
    if (!resource.isObject()) {
      Entry entry =
          new Entry(
              object, new TreeMap<>(), MissingNode.getInstance(), Optional.of("no data available"));
      entries.put(name, entry);
      fetch(host, api, name, entry, 0);
      return;
    }
    String group = resource.path("group").asString("");
    String version = resource.path("version").asString("");
    String apiVersion = group.isEmpty() ? version : group + "/" + version;
    String namespace = resource.path("namespace").asString("");
    Resource place =
        new Resource(apiVersion, resource.path("resource").asString(""), !namespace.isEmpty());
    Reply reply = api.cluster().call(Request.get(api.account(), place.path(namespace)));
    if (reply.ok()) {
      TreeMap<String, JsonNode> items = new TreeMap<>();
      String kind = reply.body().path("kind").asString("").replaceFirst("List$", "");
      Api.items(reply, apiVersion, kind).forEach(item -> items.put(key(item), item));
      entries.put(name, new Entry(object, items, MissingNode.getInstance(), Optional.empty()));
    }
  }

  private void fetch(Host host, Api api, String name, Entry entry, int tries) {
    JsonNode call = entry.spec().path("apiCall");
    String service = call.path("service").path("url").asString("");
    String path = service.isEmpty() ? call.path("urlPath").asString("") : service;
    Request request = request(api, call, path);
    Reply reply = service.isEmpty() ? host.call(request) : host.fetch(request);
    String uid = uid(entry.object());
    if (reply instanceof Reply.Answered answered && answered.ok()) {
      entries.put(
          name, new Entry(entry.object(), new TreeMap<>(), answered.content(), Optional.empty()));
      tell(host, api, name);
    } else if (tries + 1 < call.path("retryLimit").asInt(USUAL_TRIES)) {
      long factor = (long) Math.pow(FACTOR, tries);
      host.after(FIRST_PAUSE.multipliedBy(factor), new Refresh(name, uid, tries + 1));
      return;
    } else {
      String error =
          "failed to %s resource with raw url: %s: %s%s"
              .formatted(
                  request.method(),
                  path,
                  DENIED.contains(reply.status()) ? "permission denied: " : "",
                  reply.message());
      entries.put(
          name, new Entry(entry.object(), new TreeMap<>(), entry.data(), Optional.of(error)));
    }
    host.after(interval(call), new Refresh(name, uid, 0));
  }

  private void tell(Host host, Api api, String name) {
    if (!tells) {
      return;
    }
    Reply latest = api.get(new ObjectRef(VERSION, KIND, "", name, ""));
    if (latest.ok() && latest.body() instanceof ObjectNode object) {
      ObjectNode status = object.objectNode();
      if (object.path("status") instanceof ObjectNode before) {
        status.setAll(before);
      }
      status.put("lastRefreshTime", host.now().truncatedTo(ChronoUnit.SECONDS).toString());
      ObjectNode told = object.objectNode();
      told.setAll(object);
      api.update(told.set("status", status), "/status");
    }
  }

  private static Request request(Api api, JsonNode call, String path) {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    call.path("data").forEach(one -> data.set(one.path("key").asString(""), one.path("value")));
    return call.path("method").asString("GET").equals("POST")
        ? new Request(api.account(), Method.POST, path, Request.JSON, data)
        : Request.get(api.account(), path);
  }

  private static Duration interval(JsonNode call) {
    long nanoseconds = GoDuration.parse(call.path("refreshInterval").asString("")).orElse(0);
    return nanoseconds > 0 ? Duration.ofNanos(nanoseconds) : USUAL_INTERVAL;
  }

  /** A ConfigMap, if it is one that the process watches. */
  Optional<JsonNode> configMap(String namespace, String name) {
    return maps.find(namespace, name);
  }

  /** What an entry holds. */
  public Global get(String name, String projection) {
    Entry entry = entries.get(name);
    if (entry == null) {
      return new Global.Absent();
    }
    if (entry.error().isPresent()) {
      return new Global.Failed(entry.error().get());
    }
    JsonNode whole = GoNumbers.floats(whole(entry));
    if (projection.isEmpty()) {
      return new Global.Data(whole);
    }
    return projected(entry, projection, whole);
  }

  private static JsonNode whole(Entry entry) {
    if (!entry.resource().isObject()) {
      return entry.data();
    }
    ArrayNode items = JsonNodeFactory.instance.arrayNode();
    entry.items().values().forEach(items::add);
    return items;
  }

  private static Global projected(Entry entry, String name, JsonNode whole) {
    for (JsonNode projection : entry.spec().path("projections")) {
      if (projection.path("name").asString("").equals(name)) {
        try {
          return new Global.Data(
              Query.of(projection.path("jmesPath").asString(""))
                  .search(whole, Surroundings.of(InstantSource.fixed(Instant.EPOCH), 0)));
        } catch (EvaluationException failed) {
          return new Global.Failed(failed.text());
        }
      }
    }
    return new Global.Failed("projection \"" + name + "\" not found");
  }

  private static String key(JsonNode object) {
    JsonNode metadata = object.path("metadata");
    return metadata.path("namespace").asString("") + "/" + metadata.path("name").asString("");
  }

  private static String uid(JsonNode object) {
    return object.path("metadata").path("uid").asString("");
  }

  /** A copy that shares nothing which changes. */
  public GlobalContext copy() {
    GlobalContext copy = new GlobalContext(tells, maps.copy());
    copy.entries.putAll(entries);
    return copy;
  }
}
