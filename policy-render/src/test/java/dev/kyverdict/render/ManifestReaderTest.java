package dev.kyverdict.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A case is a pair of files in {@code render/read}: a text, and what the reader says of it. Lines
 * with {@code =} are values, lines with {@code ?} documents of other kinds, then come the problems.
 */
class ManifestReaderTest {

  static Stream<String> cases() throws IOException, URISyntaxException {
    try (Stream<Path> files = Files.list(folder())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".yaml"))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void says_everything_that_is_wrong(String file) throws IOException, URISyntaxException {
    String text = Files.readString(folder().resolve(file));

    ReadResult read = ManifestReader.read(file, text);

    Path expected = folder().resolve(file.replace(".yaml", ".txt"));
    assertThat(lines(read)).isEqualTo(Files.readAllLines(expected));
  }

  private static List<String> lines(ReadResult read) {
    return Stream.of(
            read.manifests().stream().map(manifest -> "= " + manifest.describe()),
            read.other().stream().map(other -> "? " + other.tree().path("kind").asString("none")),
            read.problems().stream().map(PlacedProblem::toString))
        .flatMap(lines -> lines)
        .toList();
  }

  private static Path folder() throws URISyntaxException {
    return Path.of(
        Objects.requireNonNull(ManifestReaderTest.class.getResource("/render/read")).toURI());
  }
}
