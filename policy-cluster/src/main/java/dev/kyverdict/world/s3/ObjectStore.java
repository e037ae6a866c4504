package dev.kyverdict.world.s3;

import dev.kyverdict.cluster.ApiPath;
import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.Request;
import dev.kyverdict.cluster.actor.Actor;
import dev.kyverdict.cluster.actor.Host;
import dev.kyverdict.cluster.actor.Trail;
import dev.kyverdict.cluster.actor.WebServer;
import dev.kyverdict.world.kube.Trees;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** An object store that speaks as much of S3 as restic and a listing need. */
public final class ObjectStore implements WebServer {

  /** Where it is. */
  public static final String URL = "http://s3/";

  /**
   * An object.
   *
   * @param modified when it was written
   * @param body what it holds
   */
  public record Stored(Instant modified, JsonNode body) {}

  /**
   * An object that was deleted.
   *
   * @param at when
   * @param user who asked for it
   * @param key bucket and key
   * @param stored what it was
   */
  public record Deletion(Instant at, String user, String key, Stored stored) {}

  private final NavigableMap<String, Stored> objects;
  private final Set<String> buckets;
  private Trail<Deletion> deletions;

  /** With empty buckets. */
  public ObjectStore(String... buckets) {
    this(new TreeMap<>(), new TreeSet<>(List.of(buckets)), Trail.empty());
  }

  private ObjectStore(
      NavigableMap<String, Stored> objects, Set<String> buckets, Trail<Deletion> deletions) {
    this.objects = objects;
    this.buckets = buckets;
    this.deletions = deletions;
  }

  /** What there is, by bucket and key. */
  public Map<String, Stored> objects() {
    return Collections.unmodifiableMap(objects);
  }

  /** Everything that was ever deleted, in order. */
  public List<Deletion> deletions() {
    return deletions.toList();
  }

  @Override
  public String name() {
    return "s3";
  }

  @Override
  public boolean serves(String url) {
    return url.startsWith(URL);
  }

  @Override
  public Reply answer(Host host, Request request) {
    String path = request.path().substring(URL.length());
    int query = path.indexOf('?');
    String key = query < 0 ? path : path.substring(0, query);
    int slash = key.indexOf('/');
    String bucket = slash < 0 ? key : key.substring(0, slash);
    boolean whole = slash < 0 || slash == key.length() - 1;
    if (whole && request.method() == Request.Method.PUT) {
      buckets.add(bucket);
      return reply(200, Trees.object());
    }
    if (!buckets.contains(bucket)) {
      return error("NoSuchBucket", "The specified bucket does not exist");
    }
    return whole ? listing(bucket, ApiPath.of(request.path()).query()) : object(host, request, key);
  }

  private Reply object(Host host, Request request, String key) {
    return switch (request.method()) {
      case PUT, POST, PATCH -> {
        objects.put(key, new Stored(host.now(), request.body()));
        yield reply(200, Trees.object());
      }
      case DELETE -> {
        Stored gone = objects.remove(key);
        if (gone != null) {
          deletions =
              deletions.with(new Deletion(host.now(), request.user().username(), key, gone));
        }
        yield reply(204, Trees.object());
      }
      case GET -> {
        Stored stored = objects.get(key);
        yield stored == null
            ? error("NoSuchKey", "The specified key does not exist.")
            : reply(200, stored.body());
      }
    };
  }

  private Reply listing(String bucket, Map<String, String> query) {
    String start = bucket + "/" + query.getOrDefault("prefix", "");
    String delimiter = query.getOrDefault("delimiter", "");
    Set<String> prefixes = new TreeSet<>();
    ObjectNode answer = Trees.object();
    for (Map.Entry<String, Stored> entry : objects.tailMap(start, true).entrySet()) {
      String key = entry.getKey();
      if (!key.startsWith(start)) {
        break;
      }
      int end = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, start.length());
      String inBucket = key.substring(bucket.length() + 1);
      if (end >= 0) {
        prefixes.add(key.substring(bucket.length() + 1, end + delimiter.length()));
      } else {
        ObjectNode item = answer.withArray("Contents").addObject().put("Key", inBucket);
        item.put("LastModified", Trees.time(entry.getValue().modified()));
        item.put("Size", entry.getValue().body().toString().length());
      }
    }
    if (!prefixes.isEmpty()) {
      ArrayNode common = answer.putArray("CommonPrefixes");
      prefixes.forEach(prefix -> common.addObject().put("Prefix", prefix));
    }
    return reply(200, answer);
  }

  private static Reply error(String code, String message) {
    return reply(404, Trees.object().put("code", code).put("message", message));
  }

  private static Reply reply(int status, JsonNode body) {
    return new Reply.Answered(status, body, List.of());
  }

  @Override
  public Actor copy() {
    return new ObjectStore(new TreeMap<>(objects), new TreeSet<>(buckets), deletions);
  }
}
