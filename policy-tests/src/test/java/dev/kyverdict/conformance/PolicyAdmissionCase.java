package dev.kyverdict.conformance;

import dev.kyverdict.lint.Lint;
import dev.kyverdict.model.GenerateUpgrade;
import dev.kyverdict.model.KyvernoPolicy;
import dev.kyverdict.model.Problem;
import dev.kyverdict.render.ManifestReader;
import dev.kyverdict.render.PlacedProblem;
import dev.kyverdict.render.ReadResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * A policy that Kyverno, its schema or a real API server has judged.
 *
 * @param id the name of the case
 * @param policy the policy
 * @param installed the policy that it was to replace
 * @param refused whether it was refused
 * @param reason why, as recorded
 * @param loses whether an accepted edit was warned of because it leaves objects behind
 */
record PolicyAdmissionCase(
    String id,
    JsonNode policy,
    Optional<JsonNode> installed,
    boolean refused,
    String reason,
    boolean loses) {

  /** A line of {@code recorded/policy-validation.jsonl}. */
  static PolicyAdmissionCase ofRecording(JsonNode line) {
    boolean accepted = line.get("accepted").booleanValue();
    return new PolicyAdmissionCase(
        line.get("id").stringValue(),
        line.get("policy"),
        Optional.ofNullable(line.get("oldPolicy")),
        !accepted || line.has("schema"),
        Stream.of("error", "decode", "schema")
            .map(field -> line.path(field).asString(""))
            .reduce("", (all, text) -> all + text + "\n"),
        accepted && line.path("warnings").toString().contains("no synchronization"));
  }

  /** A document of {@code live/13-policy-admission.yaml}. */
  static PolicyAdmissionCase ofLive(JsonNode document) {
    JsonNode verdict = document.get("verdict");
    return new PolicyAdmissionCase(
        document.get("caseId").stringValue(),
        document.get("policy"),
        Optional.empty(),
        !verdict.get("allowed").booleanValue(),
        verdict.path("message").asString(""),
        false);
  }

  /** Everything that is said about it: by the reader, by the checks and about the edit. */
  List<Problem> problems() {
    ReadResult read = read(policy);
    List<Problem> problems = new ArrayList<>();
    read.problems().stream()
        .filter(problem -> !problem.isError())
        .map(PlacedProblem::problem)
        .forEach(problems::add);
    read.errors().stream().map(PlacedProblem::problem).forEach(problems::add);
    if (read.documents().isEmpty() && read.errors().isEmpty()) {
      problems.add(Problem.error("no-policy", "", "is no policy", "write a ClusterPolicy"));
    }
    installed
        .map(old -> GenerateUpgrade.problems(value(read(old)), value(read)))
        .ifPresent(problems::addAll);
    return problems;
  }

  /** Whether lint finds an expression that does not parse. */
  boolean hasBrokenExpression() {
    return Lint.of(read(policy).manifests()).stream()
        .anyMatch(finding -> finding.problem().id().equals("jmespath-syntax"));
  }

  private static KyvernoPolicy value(ReadResult read) {
    return (KyvernoPolicy) read.manifests().getFirst();
  }

  private static ReadResult read(JsonNode policy) {
    return ManifestReader.read("policy.yaml", policy.toString());
  }
}
