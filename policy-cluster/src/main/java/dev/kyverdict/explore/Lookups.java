package dev.kyverdict.explore;

import dev.kyverdict.cluster.ApiPath;
import dev.kyverdict.engine.ClusterReader;
import dev.kyverdict.model.Selector;
import dev.kyverdict.world.kube.Trees;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A few objects, as an API server answers for them; one call, or each, can be struck. */
final class Lookups implements ClusterReader {

  /** Each call is struck. */
  static final int ALL = -1;

  /** No call is struck. */
  static final int NONE = -2;

  /** Each look-up of a destination is struck. */
  static final int DESTINATIONS = -3;

  /** Each look-up of a catalogue is struck. */
  static final int CATALOGUES = -4;

  private final List<JsonNode> objects;
  private final int struck;
  private final Strike strike;
  private int calls;

  Lookups(List<JsonNode> objects) {
    this(objects, NONE, Strike.BROKEN);
  }

  Lookups(List<JsonNode> objects, int struck, Strike strike) {
    this.objects = List.copyOf(objects);
    this.struck = struck;
    this.strike = strike;
  }

  @Override
  public Answer call(Call call) {
    int number = calls++;
    return isStruck(number, call) ? strike.answer() : truth(call);
  }

  private boolean isStruck(int number, Call call) {
    return switch (struck) {
      case ALL -> true;
      case DESTINATIONS -> call.url().contains("replicationdestinations");
      case CATALOGUES -> call.url().contains("configmaps");
      default -> struck == number;
    };
  }

  private Answer truth(Call call) {
    if (call.target() == Target.SERVICE) {
      return new Answer.Refused();
    }
    ApiPath path = ApiPath.of(call.url());
    return path.name().isEmpty() ? list(path) : one(path);
  }

  private static boolean isAt(JsonNode object, ApiPath path) {
    String plural = Trees.text(object, "kind").toLowerCase(java.util.Locale.ROOT) + "s";
    return plural.equals(path.resource())
        && (path.namespace().isEmpty() || path.namespace().equals(Trees.namespace(object)));
  }

  private Answer one(ApiPath path) {
    return objects.stream()
        .filter(it -> isAt(it, path) && Trees.name(it).equals(path.name()))
        .<Answer>map(it -> new Answer.Json(200, it))
        .findFirst()
        .orElseGet(() -> Strike.NOT_FOUND.answer());
  }

  private Answer list(ApiPath path) {
    String field = path.query().getOrDefault("fieldSelector", "");
    String prefix = "metadata.name=";
    if (!field.isEmpty() && !field.startsWith(prefix)
        || path.query().containsKey("labelSelector")) {
      throw new IllegalArgumentException("not answered here: " + path.query());
    }
    String name = field.isEmpty() ? "" : field.substring(prefix.length());
    ObjectNode list = Trees.object();
    list.put("apiVersion", "v1").put("kind", "List").putObject("metadata");
    ArrayNode items = list.putArray("items");
    objects.stream()
        .filter(it -> isAt(it, path) && (name.isEmpty() || Trees.name(it).equals(name)))
        .forEach(items::add);
    return new Answer.Json(200, list);
  }

  @Override
  public Optional<JsonNode> configMap(String namespace, String name) {
    return object("v1", "ConfigMap", namespace, name);
  }

  @Override
  public Global global(String name, String projection) {
    return new Global.Absent();
  }

  @Override
  public Optional<JsonNode> object(String apiVersion, String kind, String namespace, String name) {
    return objects.stream()
        .filter(it -> Trees.text(it, "kind").equals(kind) && Trees.name(it).equals(name))
        .filter(it -> Trees.namespace(it).equals(namespace))
        .findFirst();
  }

  @Override
  public List<JsonNode> objects(
      String apiVersion, String kind, String namespace, Optional<Selector> selector) {
    return objects.stream()
        .filter(it -> Trees.text(it, "kind").equals(kind))
        .filter(it -> namespace.isEmpty() || Trees.namespace(it).equals(namespace))
        .toList();
  }
}
