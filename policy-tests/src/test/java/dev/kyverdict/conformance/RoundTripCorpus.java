package dev.kyverdict.conformance;

import dev.kyverdict.yaml.YamlDocument;
import dev.kyverdict.yaml.YamlReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * A folder with policies of other people.
 *
 * @param name what the report calls it
 * @param root the folder
 */
record RoundTripCorpus(String name, Path root) {

  private static final Set<String> KINDS = Set.of("ClusterPolicy", "Policy");
  private static final Pattern WORD = Pattern.compile("\\b(Cluster)?Policy\\b");
  private static final String KYVERNO = "github.com/kyverno/kyverno@v1.19.1/test";

  /**
   * One policy.
   *
   * @param id file and index of the document in it
   * @param text of the whole file
   * @param source the document
   */
  record Policy(String id, String text, YamlDocument source) {

    String kind() {
      return source.tree().path("kind").asString();
    }

    /** Whether it only says what an assertion looks for. */
    boolean isFragment() {
      return source.tree().path("spec").path("rules").isEmpty();
    }
  }

  /** The folder of Kyverno's own tests in the Go module cache, if it is there. */
  static Optional<Path> ofKyvernoModule(String folder) {
    Stream<Path> caches =
        Stream.of(
                variable("GOMODCACHE"),
                variable("GOPATH").map(path -> path.resolve("pkg/mod")),
                Optional.of(Path.of(System.getProperty("user.home"), "go/pkg/mod")))
            .flatMap(Optional::stream);
    return caches
        .map(cache -> cache.resolve(KYVERNO).resolve(folder))
        .filter(Files::isDirectory)
        .findFirst();
  }

  private static Optional<Path> variable(String name) {
    return Optional.ofNullable(System.getenv(name)).filter(text -> !text.isEmpty()).map(Path::of);
  }

  /** Every {@code kyverno.io/v1} policy, in the order of the files' names. */
  List<Policy> policies() {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> file.toString().matches(".*\\.ya?ml"))
          .sorted()
          .flatMap(file -> policies(file).stream())
          .toList();
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  private List<Policy> policies(Path file) {
    String name = root.relativize(file).toString().replace('\\', '/');
    try {
      String text = Files.readString(file);
      if (!WORD.matcher(text).find()) {
        return List.of();
      }
      List<Policy> policies = new ArrayList<>();
      int index = 0;
      for (YamlDocument document : YamlReader.read(name, text)) {
        if (isPolicy(document.tree())) {
          policies.add(new Policy(name + "#" + index, text, document));
        }
        index++;
      }
      return policies;
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  private static boolean isPolicy(JsonNode tree) {
    return tree.path("apiVersion").asString("").equals("kyverno.io/v1")
        && KINDS.contains(tree.path("kind").asString(""));
  }
}
