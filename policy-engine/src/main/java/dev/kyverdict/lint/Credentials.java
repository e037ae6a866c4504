package dev.kyverdict.lint;

import dev.kyverdict.lint.Tree.Known;
import dev.kyverdict.lint.Tree.Unknown;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What an object puts into a Secret.
 *
 * @param name name of the Secret
 * @param entries its entries, as they are written
 * @param complete whether it has no other keys
 */
record Credentials(String name, List<Entry> entries, boolean complete) {

  /**
   * One entry.
   *
   * @param key its key
   * @param text its value, decoded when it is plain base64; {@code ""} when it comes from elsewhere
   * @param field where it stands in the object
   */
  record Entry(String key, String text, String field) {}

  /** The Secret that an object is or makes. */
  static Optional<Credentials> of(ObjectView object) {
    return switch (object.kind()) {
      case "Secret" -> Optional.of(ofSecret(object));
      case "ExternalSecret" -> Optional.of(ofExternal(object, "/spec", object.name()));
      case "ClusterExternalSecret" -> {
        String name = object.tree().written("spec", "externalSecretName").orElse(object.name());
        yield Optional.of(ofExternal(object, "/spec/externalSecretSpec", name));
      }
      default -> Optional.empty();
    };
  }

  private static Credentials ofSecret(ObjectView object) {
    List<Entry> entries = new ArrayList<>();
    texts(object.tree(), "/stringData", entries);
    List<Entry> encoded = new ArrayList<>();
    texts(object.tree(), "/data", encoded);
    encoded.forEach(
        entry -> entries.add(new Entry(entry.key(), decoded(entry.text()), entry.field())));
    boolean unknown =
        object.tree().at("data") instanceof Unknown
            || object.tree().at("stringData") instanceof Unknown;
    return new Credentials(object.name(), entries, !unknown);
  }

  private static Credentials ofExternal(ObjectView object, String spec, String name) {
    String[] path = spec.substring(1).split("/", -1);
    Tree tree = object.tree().below(path);
    List<Entry> entries = new ArrayList<>();
    Tree template = tree.below("target", "template");
    texts(template, "/data", entries);
    entries.replaceAll(
        entry -> new Entry(entry.key(), entry.text(), spec + "/target/template" + entry.field()));
    boolean merged = entries.isEmpty() || template.text("mergePolicy").equals(Optional.of("Merge"));
    boolean fetched = tree.has("dataFrom");
    if (merged && tree.at("data") instanceof Known(JsonNode data)) {
      for (int i = 0; i < data.size(); i++) {
        String key = data.path(i).path("secretKey").asString("");
        entries.add(new Entry(key, "", spec + "/data/" + i + "/secretKey"));
      }
    }
    String made = tree.written("target", "name").orElse(name);
    return new Credentials(made, entries, !(merged && fetched));
  }

  private static void texts(Tree tree, String field, List<Entry> entries) {
    if (tree.at(field.substring(1)) instanceof Known(JsonNode map)) {
      for (Map.Entry<String, JsonNode> member : map.properties()) {
        String text = member.getValue().asString("");
        entries.add(new Entry(member.getKey(), text, Pointers.member(field, member.getKey())));
      }
    }
  }

  private static String decoded(String text) {
    try {
      return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return text;
    }
  }

  Set<String> keys() {
    Set<String> keys = new HashSet<>();
    entries.forEach(entry -> keys.add(entry.key()));
    return keys;
  }
}
