package dev.kyverdict.world.volsync;

import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.Request;
import dev.kyverdict.cluster.Request.Method;
import dev.kyverdict.cluster.actor.Host;
import dev.kyverdict.engine.UserInfo;
import dev.kyverdict.world.kube.Trees;
import dev.kyverdict.world.s3.ObjectStore;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A repository of restic in S3: objects {@code config}, {@code keys/}, {@code snapshots/}, {@code
 * locks/}, {@code index/}, {@code data/}. Only bucket and prefix of its URL count.
 *
 * @param host the cluster
 * @param user who asks
 * @param location {@code RESTIC_REPOSITORY}
 * @param bucket the bucket
 * @param prefix what all keys begin with
 */
record Repository(Host host, UserInfo user, String location, String bucket, String prefix) {

  /** What restic says where no repository is. */
  static final String NONE = "Is there a repository at the following location?";

  private static final int SHORT = 8;
  private static final int ATTEMPTS = 3;

  /** Reads {@code s3:http://host:port/bucket/prefix}. */
  static Repository at(Host host, UserInfo user, String location) {
    String url = location.startsWith("s3:") ? location.substring("s3:".length()) : "";
    String bare = url.replaceFirst("^https?://", "");
    List<String> parts =
        Arrays.stream(bare.split("/", -1)).filter(part -> !part.isEmpty()).toList();
    if (parts.size() < 2 || location.chars().anyMatch(Character::isISOControl)) {
      throw new ResticFailedException(
          "Fatal: parsing repository location failed: s3: invalid format");
    }
    String prefix = parts.stream().skip(2).map(part -> part + "/").collect(Collectors.joining());
    return new Repository(host, user, location, parts.get(1), prefix);
  }

  /** 64 hexadecimal digits that follow from a text. */
  static String digest(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private String root() {
    return ObjectStore.URL + bucket;
  }

  Optional<JsonNode> read(String key) {
    Reply reply = send(Method.GET, "/" + prefix + key, MissingNode.getInstance());
    return reply.status() == 404 ? Optional.empty() : Optional.of(checked(reply, key).body());
  }

  void write(String key, JsonNode body) {
    checked(send(Method.PUT, "/" + prefix + key, body), key);
  }

  void delete(String key) {
    checked(send(Method.DELETE, "/" + prefix + key, MissingNode.getInstance()), key);
  }

  /** The names behind a folder. */
  List<String> names(String folder) {
    String start = prefix + folder + "/";
    Reply reply = send(Method.GET, "?list-type=2&prefix=" + start, MissingNode.getInstance());
    return checked(reply, folder)
        .body()
        .path("Contents")
        .valueStream()
        .map(item -> Trees.text(item, "Key").substring(start.length()))
        .toList();
  }

  /** Restic asks again when a server fails ({@code restic/restic:internal/backend/retry}). */
  private Reply send(Method method, String path, JsonNode body) {
    Request request = new Request(user, method, root() + path, Request.JSON, body);
    Reply reply = host.fetch(request);
    for (int i = 1; i < ATTEMPTS && (reply.status() == 0 || reply.status() >= 500); i++) {
      reply = host.fetch(request);
    }
    return reply;
  }

  private Reply checked(Reply reply, String key) {
    if (!reply.ok()) {
      throw new ResticFailedException(
          "Fatal: unable to open repository at %s: %s: %s"
              .formatted(location, key, reply.message()));
    }
    return reply;
  }

  boolean exists() {
    return read("config").isPresent();
  }

  /** Makes the bucket where there is none, and two objects; answers its name. */
  String initialize(String password, String mark) {
    checked(send(Method.PUT, "", MissingNode.getInstance()), bucket);
    String master = digest("master " + mark);
    ObjectNode key = Trees.object().put("password", digest(password)).put("master", master);
    write("keys/" + digest("key " + mark), key);
    String id = digest("config " + mark);
    write("config", Trees.object().put("id", id).put("master", master));
    return id.substring(0, SHORT);
  }

  /** Opens it: the first key that the password fits must also fit the config. */
  String open(String password) {
    JsonNode config =
        read("config")
            .orElseThrow(
                () ->
                    new ResticFailedException(
                        "Fatal: unable to open config file: Stat: The specified key does not"
                            + " exist.",
                        NONE));
    JsonNode key =
        names("keys").stream()
            .flatMap(name -> read("keys/" + name).stream())
            .filter(it -> Trees.text(it, "password").equals(digest(password)))
            .findFirst()
            .orElseThrow(() -> new ResticFailedException("Fatal: wrong password or no key found"));
    if (!Trees.text(key, "master").equals(Trees.text(config, "master"))) {
      throw new ResticFailedException(
          "Fatal: config cannot be loaded: ciphertext verification failed");
    }
    return Trees.text(config, "id").substring(0, SHORT);
  }
}
