package dev.kyverdict.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.lint.Lint;
import dev.kyverdict.model.KyvernoPolicy;
import dev.kyverdict.model.Manifest;
import dev.kyverdict.referee.Project;
import dev.kyverdict.render.ManifestReader;
import dev.kyverdict.yaml.YamlDocument;
import dev.kyverdict.yaml.YamlReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * What lint says about policies of other people, and about those that a real Kyverno has judged.
 */
class LintCorpusTest {

  /** Each of these was looked at; a new one is a new lint or a new false alarm. */
  private static final Map<String, Integer> OF_CATALOGUE =
      Map.of(
          "comparison-parses-as-quantity", 2,
          "fail-blocks-unlabelled", 8,
          "missing-becomes-null-text", 1,
          "text-in-double-quotes", 1,
          "update-writes-immutable", 20);

  private static final Pattern UNKNOWN_KEY = Pattern.compile("Unknown key \\\\*\"");

  private static final Set<String> FORESEEN =
      Set.of("api-call-can-miss", "generate-name", "request-field-can-miss", "variable-misspelt");

  @Test
  void findings_in_kyvernos_catalogue_are_the_known_ones() {
    List<KyvernoPolicy> policies = new ArrayList<>();
    for (Path file : files(Project.shared("conformance/kyverno-policies"))) {
      policies.addAll(policies(text(file)));
    }
    Map<String, Integer> found = new TreeMap<>();
    for (KyvernoPolicy policy : policies) {
      Lint.of(List.of(policy)).forEach(f -> found.merge(f.problem().id(), 1, Integer::sum));
    }

    assertThat(policies).hasSizeGreaterThan(200);
    assertThat(found).isEqualTo(OF_CATALOGUE);
  }

  @Test
  void unknown_keys_of_the_live_cluster_were_foreseen() {
    List<String> missed = new ArrayList<>();
    int cases = 0;
    for (Path file : files(Project.shared("conformance/live"))) {
      for (YamlDocument document : YamlReader.read(file)) {
        JsonNode tree = document.tree();
        List<KyvernoPolicy> policies = policies(tree.path("policy").toString());
        if (!policies.isEmpty() && UNKNOWN_KEY.matcher(tree.toString()).find()) {
          cases++;
          if (ids(policies).stream().noneMatch(FORESEEN::contains)) {
            missed.add(tree.path("caseId").asString(""));
          }
        }
      }
    }

    assertThat(missed).isEmpty();
    assertThat(cases).isGreaterThan(20);
  }

  private static Set<String> ids(List<KyvernoPolicy> policies) {
    return Lint.of(policies).stream().map(f -> f.problem().id()).collect(Collectors.toSet());
  }

  private static List<KyvernoPolicy> policies(String text) {
    List<KyvernoPolicy> policies = new ArrayList<>();
    for (Manifest manifest : ManifestReader.read("policy.yaml", text).manifests()) {
      if (manifest instanceof KyvernoPolicy policy) {
        policies.add(policy);
      }
    }
    return policies;
  }

  private static List<Path> files(Path root) {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> file.toString().endsWith(".yaml"))
          .sorted()
          .toList();
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }
}
