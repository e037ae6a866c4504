package dev.kyverdict.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.conformance.RoundTripCorpus.Policy;
import dev.kyverdict.referee.Project;
import dev.kyverdict.render.ManifestReader;
import dev.kyverdict.render.PlacedProblem;
import dev.kyverdict.render.ReadResult;
import dev.kyverdict.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The reader against Kyverno's own answers to policies, good ones and bad ones. */
class RoundTripRecordedTest {

  @Test
  void nothing_is_refused_that_kyverno_accepts() throws IOException {
    List<JsonNode> accepted = cases().stream().filter(RoundTripRecordedTest::isAccepted).toList();

    List<String> refused =
        accepted.stream()
            .filter(recorded -> isRefused(read(recorded)))
            .map(recorded -> id(recorded) + ": " + read(recorded).problems())
            .toList();

    System.out.printf(
        "read %d of %d accepted%n", accepted.size() - refused.size(), accepted.size());
    assertThat(refused).isEmpty();
    assertThat(accepted).hasSizeGreaterThan(300);
  }

  @Test
  void what_kyverno_accepts_makes_the_round_trip() throws IOException {
    RoundTrip trip = RoundTrip.ofKyverno(Project.shared("crds/kyverno"));
    Map<String, String> failures = new TreeMap<>();

    for (JsonNode recorded : cases()) {
      if (isAccepted(recorded)) {
        String text = recorded.get("policy").toString();
        Policy policy = new Policy(id(recorded), text, YamlReader.readOne(id(recorded), text));
        trip.failure(policy).ifPresent(reason -> failures.put(policy.id(), reason));
      }
    }

    assertThat(failures).isEqualTo(RoundTripExceptions.of("recorded"));
  }

  /** The schema calls an unknown field an error as kubectl does; the API server drops it. */
  @Test
  void whatever_the_schema_minds_is_reported() throws IOException {
    List<JsonNode> minded = cases().stream().filter(recorded -> recorded.has("schema")).toList();

    List<String> silent =
        minded.stream()
            .filter(
                recorded ->
                    read(recorded).problems().isEmpty() && read(recorded).errors().isEmpty())
            .map(recorded -> id(recorded) + ": " + recorded.get("schema"))
            .toList();

    assertThat(silent).isEmpty();
    assertThat(minded).hasSizeGreaterThan(50);
  }

  private static List<JsonNode> cases() throws IOException {
    return Files.readAllLines(Project.shared("conformance/recorded/policy-validation.jsonl"))
        .stream()
        .map(line -> JsonMapper.shared().readTree(line))
        .toList();
  }

  private static boolean isAccepted(JsonNode recorded) {
    return recorded.path("accepted").asBoolean() && !recorded.has("schema");
  }

  private static ReadResult read(JsonNode recorded) {
    return ManifestReader.read(id(recorded), recorded.get("policy").toString());
  }

  private static boolean isRefused(ReadResult read) {
    return read.manifests().isEmpty() || read.problems().stream().anyMatch(PlacedProblem::isError);
  }

  private static String id(JsonNode recorded) {
    return recorded.path("id").asString();
  }
}
