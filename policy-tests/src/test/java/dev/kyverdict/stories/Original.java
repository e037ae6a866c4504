package dev.kyverdict.stories;

import dev.kyverdict.referee.Project;
import dev.kyverdict.world.Scenery;
import dev.kyverdict.world.kube.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The rendered manifests with a mistake in them: documents under {@code stories/problems} that take
 * the place of what bears their kind and name, or are there besides.
 */
final class Original {

  /** Where policies and Kyverno's rights lie in Git. */
  static final String KYVERNO = "infrastructure/controllers/kyverno";

  private static final String VOLSYNC = "infrastructure/storage/volsync";

  private Original() {}

  /** Kyverno's folder with other documents, and the rules that they take the place of left out. */
  static List<JsonNode> folder(Scenery scenery, String... problems) {
    List<JsonNode> objects = new ArrayList<>();
    in(scenery, KYVERNO).forEach(objects::add);
    for (String problem : problems) {
      for (JsonNode other : read(problem)) {
        objects.removeIf(it -> same(it, other));
        objects.replaceAll(it -> without(it, taken(other)));
        objects.add(other);
      }
    }
    return objects;
  }

  /** The scenery with other documents in Kyverno's folder. */
  static Scenery with(Scenery scenery, String... problems) {
    return scenery.with(KYVERNO, folder(scenery, problems));
  }

  /** As it was before there was a pre-warm. */
  static Scenery withoutPrewarm(Scenery scenery) {
    List<JsonNode> objects =
        in(scenery, VOLSYNC).stream()
            .filter(it -> !Trees.text(it, "kind").equals("CronJob"))
            .toList();
    return scenery.with(VOLSYNC, objects);
  }

  private static List<JsonNode> in(Scenery scenery, String folder) {
    return scenery.manifests().getOrDefault(folder, Trees.object()).valueStream().toList();
  }

  private static boolean same(JsonNode one, JsonNode other) {
    return Trees.name(one).equals(Trees.name(other))
        && Trees.text(one, "kind").equals(Trees.text(other, "kind"));
  }

  /** The kind that a document generates, whose rendered rule it replaces; empty for none. */
  private static Optional<String> taken(JsonNode policy) {
    return Trees.at(policy, "spec/rules")
        .valueStream()
        .map(it -> Trees.text(it, "name"))
        .filter(it -> it.equals("replication-source") || it.equals("credentials"))
        .findFirst();
  }

  private static JsonNode without(JsonNode object, Optional<String> rule) {
    JsonNode copy = object.deepCopy();
    if (Trees.at(copy, "spec/rules") instanceof tools.jackson.databind.node.ArrayNode rules) {
      rule.ifPresent(name -> rules.removeIf(it -> Trees.text(it, "name").equals(name)));
    }
    return copy;
  }

  private static List<JsonNode> read(String problem) {
    try {
      return Trees.yaml(
          Files.readString(
              Project.root()
                  .resolve("policy-tests/src/test/resources/stories/problems")
                  .resolve(problem + ".yaml")));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
