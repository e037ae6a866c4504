package dev.kyverdict.referee;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kyverdict.yaml.YamlDocument;
import dev.kyverdict.yaml.YamlReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Where the tests find things. */
public final class Project {

  private Project() {}

  /** The root of the project. */
  public static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve("generated"))) {
      Path parent = folder.getParent();
      if (parent == null) {
        throw new IllegalStateException("no generated/ above " + Path.of("").toAbsolutePath());
      }
      folder = parent;
    }
    return folder;
  }

  /** Whether a skip is a failure. */
  public static boolean inCi() {
    return "true".equals(System.getenv("CI"));
  }

  /** A folder or file of the material beside the project; without it the test is skipped. */
  public static Path shared(String folder) {
    Optional<Path> path = sharedIfThere(folder);
    skipUnless(path.isPresent(), folder + " in a folder named shared beside the project");
    return path.orElseThrow();
  }

  /** A folder or file of the material beside the project, when it is there. */
  public static Optional<Path> sharedIfThere(String folder) {
    String set =
        Optional.ofNullable(System.getProperty("kyverdict.shared"))
            .or(() -> Optional.ofNullable(System.getenv("KYVERDICT_SHARED")))
            .orElse(root().resolve("../shared").toString());
    return Optional.of(Path.of(set).resolve(folder)).filter(Files::exists);
  }

  /**
   * Something that {@code tools/install} brings; without it the test is skipped, in CI it fails.
   */
  public static void requireFromTools(boolean present, String what) {
    if (inCi() && !present) {
      throw new AssertionError("needs " + what + ", which tools/install brings");
    }
    skipUnless(present, what + ", which tools/install brings");
  }

  private static void skipUnless(boolean present, String what) {
    if (!present) {
      // the build's report counts skips and does not say why
      System.out.println("skipped: needs " + what);
    }
    assumeTrue(present, () -> "needs " + what);
  }

  /** A rendered file of a profile, as trees. */
  public static List<ObjectNode> rendered(String profile, String path) {
    Path file =
        root().resolve("generated").resolve(profile).resolve("infrastructure").resolve(path);
    return YamlReader.read(file).stream()
        .map(YamlDocument::tree)
        .map(ObjectNode.class::cast)
        .toList();
  }

  /** The restore policy of a profile. */
  static ObjectNode restorePolicy(String profile) {
    List<ObjectNode> policies = rendered(profile, "controllers/kyverno/volsync-auto-restore.yaml");
    return policies.get(0);
  }

  /**
   * The same without the webhook's matchConditions. Kyverno compiles their CEL anew for every
   * request, which costs ten times what the rules cost; most cases are judged without, some with.
   */
  static ObjectNode withoutWebhook(ObjectNode policy) {
    ObjectNode copy = policy.deepCopy();
    ((ObjectNode) copy.at("/spec/webhookConfiguration")).remove("matchConditions");
    return copy;
  }

  /** The objects of a kind in the example cluster. */
  static List<JsonNode> example(String kind) {
    YamlDocument document = YamlReader.read(root().resolve("examples/cluster.yaml")).get(0);
    return document
        .tree()
        .get("items")
        .valueStream()
        .filter(item -> item.get("kind").stringValue().equals(kind))
        .toList();
  }
}
