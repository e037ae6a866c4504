package dev.kyverdict.cases;

import dev.kyverdict.lint.Lint;
import dev.kyverdict.referee.Project;
import dev.kyverdict.render.ManifestReader;
import dev.kyverdict.render.ReadResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What lint says of manifests, accepted or not. */
final class Linted {

  private static final Path PAIRS = Project.root().resolve("policy-tests/src/test/resources/lint");
  private static final Map<String, Set<String>> TREES = new TreeMap<>();

  private Linted() {}

  /** The bad manifest of a pair: has lint nothing to say of it? */
  static boolean clean(String pair) {
    return found(bad(pair)).isEmpty();
  }

  /**
   * In each of these pairs the bad manifest has this one finding, and the repaired one has none.
   */
  static boolean tells(String... pairs) {
    return Stream.of(pairs)
        .allMatch(
            pair ->
                found(bad(pair)).equals(Set.of(id(pair)))
                    && found(text(PAIRS.resolve(pair + ".good.yaml"))).isEmpty());
  }

  /** The rendered tree of a profile has none of these findings. */
  static boolean none(String profile, String... pairs) {
    return Stream.of(pairs).map(Linted::id).noneMatch(tree(profile)::contains);
  }

  private static String id(String pair) {
    return pair.replaceFirst("\\..*", "");
  }

  /** The text of the bad manifest of a pair. */
  static String bad(String pair) {
    return text(PAIRS.resolve(pair + ".bad.yaml"));
  }

  /** What lint finds in a text that can be read as a whole. */
  static Set<String> found(String yaml) {
    ReadResult read = ManifestReader.read("given.yaml", yaml);
    if (!read.problems().isEmpty()) {
      throw new IllegalArgumentException(read.problems().toString());
    }
    return found(read);
  }

  /** The same without what its author accepts. */
  static Set<String> unaccepted(String yaml) {
    Set<String> ids = new TreeSet<>();
    Lint.of(ManifestReader.read("given.yaml", yaml).manifests()).stream()
        .filter(it -> it.acceptance().isEmpty())
        .forEach(it -> ids.add(it.problem().id()));
    return ids;
  }

  /** Whether a text is refused when it is read. */
  static boolean refused(String yaml) {
    return !ManifestReader.read("given.yaml", yaml).problems().isEmpty();
  }

  private static Set<String> found(ReadResult read) {
    Set<String> ids = new TreeSet<>();
    Lint.of(read.manifests()).forEach(it -> ids.add(it.problem().id()));
    return ids;
  }

  /** What lint finds in a rendered tree. */
  static Set<String> tree(String profile) {
    synchronized (TREES) {
      return TREES.computeIfAbsent(profile, it -> found(rendered(it)));
    }
  }

  /** All manifests of a rendered tree in one text. */
  static String rendered(String profile) {
    List<String> texts = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Project.root().resolve("generated/" + profile))) {
      files
          .filter(it -> it.toString().endsWith(".yaml"))
          .filter(it -> !it.endsWith("kustomization.yaml"))
          .sorted()
          .forEach(it -> texts.add(text(it)));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return String.join("\n---\n", texts);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
