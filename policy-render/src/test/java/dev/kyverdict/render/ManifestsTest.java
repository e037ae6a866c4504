package dev.kyverdict.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kyverdict.model.Manifest;
import dev.kyverdict.model.Metadata;
import dev.kyverdict.model.kube.Builtin;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A case is a file in {@code render/written}, as it is written: order, defaults and header. */
class ManifestsTest {

  static Stream<String> files() throws IOException, URISyntaxException {
    try (Stream<Path> files = Files.list(folder())) {
      return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void writes_what_people_would_write(String file) throws IOException, URISyntaxException {
    String text = Files.readString(folder().resolve(file));
    ReadResult read = ManifestReader.read(file, text);

    String written = Manifests.yaml(read.manifests(), ManifestsTest.class);

    assertThat(read.problems()).isEmpty();
    assertThat(written).isEqualTo(text);
  }

  @Test
  void a_number_of_fabric8_is_the_node_that_reading_gives() {
    Builtin namespace =
        new Builtin(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName("a")
                .withDeletionGracePeriodSeconds(30L)
                .endMetadata()
                .build());

    ObjectNode tree = Manifests.tree(namespace);

    assertThat(tree)
        .isEqualTo(
            JsonMapper.shared()
                .readTree(
                    """
                    {"apiVersion": "v1", "kind": "Namespace",
                     "metadata": {"name": "a", "deletionGracePeriodSeconds": 30}}
                    """));
  }

  @Test
  void refuses_a_manifest_that_is_not_of_the_model() {
    Manifest stranger = new Stranger(Metadata.named("a"));

    assertThatThrownBy(() -> Manifests.tree(stranger))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no way to render " + Stranger.class.getName() + "; render a model value");
  }

  private record Stranger(Metadata metadata) implements Manifest {

    @Override
    public String apiVersion() {
      return "example.com/v1";
    }

    @Override
    public String kind() {
      return "Stranger";
    }
  }

  private static Path folder() throws URISyntaxException {
    return Path.of(
        Objects.requireNonNull(ManifestsTest.class.getResource("/render/written")).toURI());
  }
}
