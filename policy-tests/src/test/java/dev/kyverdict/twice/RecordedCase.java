package dev.kyverdict.twice;

import dev.kyverdict.engine.UserInfo;
import dev.kyverdict.yaml.YamlDocument;
import dev.kyverdict.yaml.YamlReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A case that was recorded on a real cluster.
 *
 * @param family the number of its file
 * @param tree the document
 */
record RecordedCase(String family, JsonNode tree) {

  /** The cases of a file, those together that were recorded under one policy. */
  static List<List<RecordedCase>> read(Path file) {
    String family = String.valueOf(file.getFileName()).substring(0, 2);
    List<List<RecordedCase>> groups = new ArrayList<>();
    String last = "";
    for (YamlDocument document : YamlReader.read(file)) {
      RecordedCase one = new RecordedCase(family, document.tree());
      String key = one.group();
      if (groups.isEmpty() || !key.equals(last)) {
        groups.add(new ArrayList<>());
      }
      groups.getLast().add(one);
      last = key;
    }
    return groups;
  }

  /** Cases with the same one were asked of one cluster, one after another. */
  private String group() {
    boolean alone = tree.has("timeline") || tree.has("steps") || id().endsWith("-stopped");
    return alone ? id() : policy().path("metadata").path("name").asString("");
  }

  String id() {
    return tree.path("caseId").asString("");
  }

  JsonNode policy() {
    return tree.path("policy");
  }

  JsonNode request() {
    return tree.path("request");
  }

  /** What is sent; of several objects the last. */
  JsonNode object() {
    JsonNode object = request().path("object");
    return object.isArray() ? object.get(object.size() - 1) : object;
  }

  String operation() {
    return request().path("operation").asString("");
  }

  JsonNode verdict() {
    return tree.path("verdict");
  }

  String environment() {
    return tree.path("environment").path("state").asString("");
  }

  String namespace() {
    JsonNode object = object();
    String inMetadata = object.path("metadata").path("namespace").asString("");
    return inMetadata.isEmpty() ? object.path("namespace").asString("") : inMetadata;
  }

  String name() {
    JsonNode object = object();
    String inMetadata = object.path("metadata").path("name").asString("");
    return inMetadata.isEmpty() ? object.path("name").asString("") : inMetadata;
  }

  boolean asksForPolicy() {
    return object().path("apiVersion").asString("").startsWith("kyverno.io");
  }

  /** Whether an aggregated API answers in place of VolSync's own. */
  boolean scripted() {
    return environment().contains("aggregated API");
  }

  UserInfo user() {
    JsonNode user = request().path("user");
    String[] groups =
        user.path("groups").valueStream().map(JsonNode::asString).toArray(String[]::new);
    return UserInfo.of(user.path("username").asString(""), groups);
  }
}
