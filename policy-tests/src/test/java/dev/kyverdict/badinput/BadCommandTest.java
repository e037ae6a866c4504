package dev.kyverdict.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.cli.Kyverdict;
import dev.kyverdict.referee.Project;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/**
 * Bad input on the command line: an exit code, a message with place and repair, nothing written.
 */
class BadCommandTest {

  private static final String KUSTOMIZATION = "infrastructure/storage/volsync/kustomization.yaml";
  private static final String POLICY = "infrastructure/controllers/kyverno/volsync-rbac.yaml";
  private static final String CLAIM =
      """
      apiVersion: v1
      kind: PersistentVolumeClaim
      metadata: {namespace: media, name: data, labels: {backup: hourly}}
      spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 5Gi}}}
      """;

  @TempDir private Path folder = Path.of("");

  /** A file below the GitOps directory or an inventory, and what the command says. */
  static Stream<Arguments> bad_directories() {
    return Stream.of(
        Arguments.of(
            "resources twice",
            KUSTOMIZATION,
            "resources: [a.yaml]\nresources: [b.yaml]\n",
            List.of("kustomization.yaml:2")),
        Arguments.of(
            "resources of another type",
            KUSTOMIZATION,
            "kind: Kustomization\nresources: yes\n",
            List.of("kustomization.yaml:2")),
        Arguments.of(
            "several documents",
            KUSTOMIZATION,
            "resources: []\n---\nresources: []\n",
            List.of("kustomization.yaml:2")),
        Arguments.of(
            "an alias",
            KUSTOMIZATION,
            "x: &a [a.yaml]\nresources: *a\n",
            List.of("kustomization.yaml:2")),
        Arguments.of(
            "a template",
            KUSTOMIZATION,
            "resources:\n  - a.yaml\n{{- if .x }}\n  - b.yaml\n{{- end }}\n",
            List.of("kustomization.yaml:3")),
        Arguments.of(
            "a tab", KUSTOMIZATION, "resources:\n\t- a.yaml\n", List.of("kustomization.yaml:2")),
        Arguments.of("not a mapping", KUSTOMIZATION, "- a.yaml\n", List.of("kustomization.yaml:1")),
        Arguments.of(
            "a foreign file in the place of ours",
            POLICY,
            "kind: ClusterRole\n",
            List.of("volsync-rbac.yaml")),
        Arguments.of(
            "a file where a folder is needed",
            "infrastructure/storage",
            "a file\n",
            List.of("infrastructure/storage")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void bad_directories(String name, String file, String content, List<String> said)
      throws IOException {
    Path gitops = Files.createDirectory(folder.resolve("gitops"));
    Path bad = gitops.resolve(file);
    Files.createDirectories(bad.getParent());
    Files.writeString(bad, content);

    refuses(gitops, said, "render", "--gitops", gitops.toString(), "--inventory", example());
  }

  /** An inventory, and what the command says. */
  static Stream<Arguments> bad_inventories() {
    return Stream.of(
        Arguments.of("no YAML", "a: b: c\n", List.of("inventory.yaml:1:")),
        Arguments.of(
            "no claim",
            "apiVersion: v1\nkind: Namespace\nmetadata: {name: a}\n",
            List.of("inventory.yaml: holds no PersistentVolumeClaim")),
        Arguments.of("empty", "", List.of("inventory.yaml: holds no PersistentVolumeClaim")),
        Arguments.of(
            "no size",
            CLAIM.replace("storage: 5Gi", ""),
            List.of("inventory.yaml:4:", "spec.resources.requests.storage: missing")),
        Arguments.of(
            "a size that is a number",
            CLAIM.replace("5Gi", "5"),
            List.of("inventory.yaml:4:", "not text")),
        Arguments.of(
            "no name",
            CLAIM.replace("name: data, ", ""),
            List.of("inventory.yaml:3:", "metadata.name: missing")),
        Arguments.of(
            "no namespace",
            CLAIM.replace("namespace: media, ", ""),
            List.of("inventory.yaml:3:", "metadata.namespace: missing")),
        Arguments.of(
            "a label that is a boolean",
            CLAIM.replace("hourly", "yes"),
            List.of("inventory.yaml:3:", "'backup': not text")),
        Arguments.of(
            "the same claim twice",
            CLAIM + "---\n" + CLAIM,
            List.of("inventory.yaml:6:", "'media/data' stands twice")),
        Arguments.of(
            "a list without items", "kind: List\n", List.of("inventory.yaml:1:", "without items")),
        Arguments.of("no object", "- 1\n", List.of("inventory.yaml:1:", "not a Kubernetes object")),
        Arguments.of("no kind", "apiVersion: v1\n", List.of("inventory.yaml:1:", "without kind")),
        Arguments.of(
            "two problems at once",
            CLAIM.replace("5Gi", "5").replace("hourly", "1"),
            List.of("inventory.yaml:3:", "inventory.yaml:4:")),
        Arguments.of(
            "a size that is none",
            CLAIM.replace("5Gi", "five"),
            List.of("size-of-'media/data'", "write a size such as 10Gi")),
        Arguments.of(
            "a name that is none",
            CLAIM.replace("name: data", "name: Da_ta"),
            List.of("size of 'media/Da_ta': not a claim")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void bad_inventories(String name, String content, List<String> said) throws IOException {
    Path gitops = Files.createDirectory(folder.resolve("gitops"));
    Path inventory = Files.writeString(folder.resolve("inventory.yaml"), content);

    refuses(
        gitops, said, "render", "--gitops", gitops.toString(), "--inventory", inventory.toString());
  }

  /** A command line, and what is said to it. */
  static Stream<Arguments> bad_command_lines() {
    return Stream.of(
        Arguments.of(List.of(), "name a command, such as render"),
        Arguments.of(List.of("rendr"), "rendr"),
        Arguments.of(List.of("render", "--profile", "unsafe"), "use as-planned or safe"),
        Arguments.of(List.of("render", "--gitop", "x"), "--gitop"),
        Arguments.of(List.of("render", "--inventory", "no/such/file.yaml"), "no such inventory"),
        Arguments.of(List.of("render", "--inventory", "."), "no such inventory"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void bad_command_lines(List<String> line, String said) throws IOException {
    refuses(folder, List.of(said), line.toArray(String[]::new));
  }

  private static void refuses(Path untouched, List<String> said, String... line)
      throws IOException {
    Map<String, String> before = contents(untouched);
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();

    int exit =
        new CommandLine(new Kyverdict())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(line);

    assertThat(exit).as(err.toString()).isNotZero();
    assertThat(err.toString()).contains(said);
    assertThat(contents(untouched)).isEqualTo(before);
  }

  private static Map<String, String> contents(Path folder) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : new ArrayList<>(paths.toList())) {
        contents.put(
            folder.relativize(path).toString(),
            Files.isDirectory(path) ? "folder" : Files.readString(path));
      }
    }
    return contents;
  }

  private static String example() {
    return Project.root().resolve("examples/cluster.yaml").toString();
  }
}
