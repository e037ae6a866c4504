package dev.kyverdict.world.storage;

import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.Request;
import dev.kyverdict.cluster.actor.Actor;
import dev.kyverdict.cluster.actor.Host;
import dev.kyverdict.cluster.actor.WebServer;
import dev.kyverdict.world.kube.Trees;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Longhorn's disks. A volume made from another or from a snapshot must have its very size ({@code
 * longhorn/longhorn-manager:manager/volume.go}), a snapshot lives in its volume and dies with it
 * unless it was backed up (longhorn/longhorn#4083), and space is given out by nominal size: a
 * volume for which none is left is made and faulted, whatever is free in truth.
 */
public final class Longhorn implements WebServer {

  /** Where it is. */
  public static final String URL = "http://longhorn/";

  private static final String VOLUMES = URL + "volumes";
  private static final String SNAPSHOTS = URL + "snapshots";

  /** How long a new volume takes, by choice. */
  private static final Duration CREATION = Duration.ofSeconds(2);

  /** How long a volume takes that is filled from another or from a snapshot, by choice. */
  private static final Duration CLONING = Duration.ofSeconds(10);

  /** How long a backup to the target takes, by choice. */
  private static final Duration BACKUP = Duration.ofSeconds(30);

  private final Space space;
  private final Map<String, Disk> disks;
  private final Map<String, Image> images;

  /**
   * What there is of space, and where backups go.
   *
   * @param schedulable bytes that may be given out
   * @param replicas how many copies of each volume there are
   * @param backupTarget whether there is one
   */
  public record Space(long schedulable, int replicas, boolean backupTarget) {

    /** More than is ever used, three replicas, no backup target. */
    public static final Space AMPLE = new Space(Long.MAX_VALUE, 3, false);
  }

  /** Without volumes. */
  public Longhorn(Space space) {
    this(space, new TreeMap<>(), new TreeMap<>());
  }

  private Longhorn(Space space, Map<String, Disk> disks, Map<String, Image> images) {
    this.space = space;
    this.disks = disks;
    this.images = images;
  }

  @Override
  public String name() {
    return "longhorn";
  }

  @Override
  public boolean serves(String url) {
    return url.startsWith(URL);
  }

  @Override
  public Reply answer(Host host, Request request) {
    String path = request.path();
    if (path.equals(VOLUMES)) {
      return creation(host.now(), request.body());
    }
    if (path.equals(SNAPSHOTS)) {
      return snapshot(host.now(), request.body());
    }
    String[] parts = path.substring(URL.length()).split("/", 3);
    return switch (parts[0]) {
      case "volumes" -> volume(host.now(), request, parts[1], parts.length > 2);
      case "snapshots" -> image(host.now(), request, path.substring(SNAPSHOTS.length() + 1));
      default -> error(404, "not found");
    };
  }

  private Reply creation(Instant now, JsonNode wish) {
    String name = Trees.text(wish, "name");
    Disk there = disks.get(name);
    if (there != null) {
      return described(now, name, there);
    }
    long size = wish.path("size").asLong();
    String snapshot = Trees.text(wish, "source/snapshot");
    String volume = Trees.text(wish, "source/volume");
    boolean plain = snapshot.isEmpty() && volume.isEmpty();
    Image origin = snapshot.isEmpty() ? live(volume, now) : images.get(handled(snapshot));
    if (!plain && origin == null) {
      String gone = volume.isEmpty() ? snapshot.replaceFirst("^\\w+://([^/]*)/.*$", "$1") : volume;
      return refused(name, "volume.longhorn.io \"" + gone + "\" not found");
    }
    if (origin != null && origin.size() != size) {
      return refused(
          name,
          "size of target volume (%s bytes) is different than size of source volume (%s bytes)"
              .formatted(size, origin.size()));
    }
    if (origin != null && origin.ready().isAfter(now)) {
      return refused(name, "snapshot " + handled(snapshot) + " is not ready to use");
    }
    Instant ready = now.plus(plain ? CREATION : CLONING);
    Map<String, String> files = origin == null ? Map.of() : origin.files();
    Set<String> unreadable = origin == null ? Set.of() : origin.unreadable();
    String trouble = isLeft(size) ? "" : "insufficient storage";
    Disk disk = new Disk(size, files, trouble, unreadable, ready);
    disks.put(name, disk);
    return described(now, name, disk);
  }

  private @Nullable Image live(String volume, Instant now) {
    Disk disk = disks.get(volume);
    return disk == null
        ? null
        : new Image(volume, false, disk.size(), disk.files(), disk.unreadable(), now, now);
  }

  /** Space is counted by nominal size and replicas. */
  private boolean isLeft(long size) {
    long given = disks.values().stream().mapToLong(Disk::size).sum();
    return (given + size) <= space.schedulable() / space.replicas();
  }

  private static Reply refused(String name, String why) {
    return error(
        500,
        "unable to create volume: unable to create volume %s: failed to verify data source: %s"
            .formatted(name, why));
  }

  private Reply volume(Instant now, Request request, String name, boolean files) {
    Disk disk = disks.get(name);
    if (disk == null) {
      return request.method() == Request.Method.DELETE
          ? reply(204, Trees.object())
          : error(404, "volume.longhorn.io \"" + name + "\" not found");
    }
    if (request.method() == Request.Method.DELETE) {
      disks.remove(name);
      images.values().removeIf(image -> image.volume().equals(name) && !image.backup());
      return reply(204, Trees.object());
    }
    return files ? files(request, name, disk) : described(now, name, changed(request, name, disk));
  }

  private Disk changed(Request request, String name, Disk disk) {
    Disk changed = disk;
    JsonNode patch = request.method() == Request.Method.PATCH ? request.body() : Trees.object();
    if (patch.has("robustness")) {
      boolean faulted = Trees.text(patch, "robustness").equals("faulted");
      changed = changed.troubled(faulted ? "faulted" : "");
    }
    if (patch.has("unreadable")) {
      changed =
          changed.unreadable(
              patch
                  .path("unreadable")
                  .valueStream()
                  .map(it -> it.asString(""))
                  .collect(Collectors.toCollection(TreeSet::new)));
    }
    if (patch.has("size")) {
      changed = changed.sized(patch.path("size").asLong());
    }
    disks.put(name, changed);
    return changed;
  }

  private Reply files(Request request, String name, Disk disk) {
    if (!disk.trouble().isEmpty()) {
      return error(503, "volume " + name + " is not ready for workloads: " + disk.trouble());
    }
    Map<String, String> files =
        new TreeMap<>(request.method() == Request.Method.PUT ? Map.of() : disk.files());
    request.body().properties().forEach(it -> write(files, it.getKey(), it.getValue()));
    if (request.method() != Request.Method.GET) {
      disks.put(name, disk.holding(files));
    }
    return reply(200, tree(files));
  }

  private static void write(Map<String, String> files, String file, JsonNode version) {
    if (version.isNull()) {
      files.remove(file);
    } else {
      files.put(file, version.asString(""));
    }
  }

  private Reply snapshot(Instant now, JsonNode wish) {
    String name = Trees.text(wish, "name");
    String volume = Trees.text(wish, "volume");
    boolean backup = Trees.text(wish, "type").equals("bak");
    Disk disk = disks.get(volume);
    if (!images.containsKey(name)) {
      if (disk == null) {
        return error(404, "volume.longhorn.io \"" + volume + "\" not found");
      }
      Instant ready = !backup ? now : space.backupTarget() ? now.plus(BACKUP) : Instant.MAX;
      images.put(
          name,
          new Image(volume, backup, disk.size(), disk.files(), disk.unreadable(), now, ready));
    }
    return described(now, name, images.get(name));
  }

  private Reply image(Instant now, Request request, String handle) {
    String name = handled(handle);
    if (request.method() == Request.Method.DELETE) {
      images.remove(name);
      return reply(204, Trees.object());
    }
    Image image = images.get(name);
    return image == null
        ? error(404, "snapshot.longhorn.io \"" + name + "\" not found")
        : described(now, name, image);
  }

  /** The name in a handle such as {@code snap://volume/name}. */
  private static String handled(String handle) {
    return handle.substring(handle.lastIndexOf('/') + 1);
  }

  private static Reply described(Instant now, String name, Disk disk) {
    ObjectNode answer = Trees.object().put("name", name).put("size", disk.size());
    answer.put("robustness", disk.trouble().isEmpty() ? "healthy" : "faulted");
    answer.put("trouble", disk.trouble()).put("ready", !disk.ready().isAfter(now));
    answer.put("wait", Math.max(0, Duration.between(now, disk.ready()).toMillis()));
    ArrayNode unreadable = answer.putArray("unreadable");
    disk.unreadable().forEach(unreadable::add);
    answer.set("files", tree(disk.files()));
    return reply(200, answer);
  }

  private static Reply described(Instant now, String name, Image image) {
    ObjectNode answer = Trees.object().put("name", name).put("size", image.size());
    String scheme = image.backup() ? "bak://" : "snap://";
    answer.put("handle", scheme + image.volume() + "/" + name);
    answer.put("taken", Trees.time(image.taken())).put("ready", !image.ready().isAfter(now));
    answer.set("files", tree(image.files()));
    return reply(200, answer);
  }

  private static ObjectNode tree(Map<String, String> files) {
    ObjectNode tree = Trees.object();
    files.forEach(tree::put);
    return tree;
  }

  private static Reply error(int status, String message) {
    return reply(status, Trees.object().put("message", message));
  }

  private static Reply reply(int status, JsonNode body) {
    return new Reply.Answered(status, body, List.of());
  }

  @Override
  public Actor copy() {
    return new Longhorn(space, new TreeMap<>(disks), new TreeMap<>(images));
  }
}
