package dev.kyverdict.conformance;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.model.Problem;
import dev.kyverdict.model.Problem.Severity;
import dev.kyverdict.referee.Project;
import dev.kyverdict.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What Kyverno refuses, the reader or the checks refuse; what it accepts, they accept. */
class PolicyAdmissionTest {

  @Test
  void every_recorded_policy_is_judged_as_kyverno_judged_it() throws IOException {
    Path file = Project.shared("conformance/recorded/policy-validation.jsonl");
    JsonMapper mapper = JsonMapper.shared();
    List<PolicyAdmissionCase> cases;
    try (Stream<String> lines = Files.lines(file)) {
      cases = lines.map(mapper::readTree).map(PolicyAdmissionCase::ofRecording).toList();
    }
    assertThat(cases).hasSizeGreaterThan(800);
    judge("recorded", cases);
  }

  @Test
  void every_policy_of_the_real_cluster_is_judged_as_there() {
    Path file = Project.shared("conformance/live/13-policy-admission.yaml");
    List<PolicyAdmissionCase> cases =
        YamlReader.read(file).stream()
            .map(document -> PolicyAdmissionCase.ofLive(document.tree()))
            .toList();
    assertThat(cases).hasSizeGreaterThan(50);
    judge("live", cases);
  }

  private static void judge(String name, List<PolicyAdmissionCase> cases) {
    Map<String, String> unmade = unmade(name);
    List<String> complaints = new ArrayList<>();
    int accepted = 0;
    int refused = 0;
    for (PolicyAdmissionCase one : cases) {
      List<Problem> problems = one.problems();
      boolean refuses = problems.stream().anyMatch(p -> p.severity() == Severity.ERROR);
      Optional<String> complaint =
          one.refused()
              ? missed(one, problems, refuses, Optional.ofNullable(unmade.get(one.id())))
              : accused(one, problems, refuses);
      complaint.ifPresent(complaints::add);
      accepted += !one.refused() && !refuses ? 1 : 0;
      refused += one.refused() && refuses ? 1 : 0;
    }
    long asked = cases.stream().filter(PolicyAdmissionCase::refused).count();
    System.out.printf("%s: accepted %d of %d%n", name, accepted, cases.size() - asked);
    long byLint = unmade.values().stream().filter(why -> why.startsWith("jmespath")).count();
    System.out.printf("%s: refused %d of %d, %d more by lint%n", name, refused, asked, byLint);
    assertThat(complaints).isEmpty();
    assertThat(refused + unmade.size()).as("refused, or listed as not").isEqualTo((int) asked);
  }

  private static Optional<String> accused(
      PolicyAdmissionCase one, List<Problem> problems, boolean refuses) {
    boolean warned = problems.stream().anyMatch(p -> p.id().equals("generate-target-abandoned"));
    if (refuses) {
      return Optional.of(one.id() + " is accepted, and ours says " + problems);
    }
    return warned == one.loses()
        ? Optional.empty()
        : Optional.of(one.id() + " is warned of: " + one.loses() + ", and ours says " + problems);
  }

  private static Optional<String> missed(
      PolicyAdmissionCase one, List<Problem> problems, boolean refuses, Optional<String> listed) {
    if (refuses) {
      return listed.isPresent()
          ? Optional.of(one.id() + " is refused now: strike it off the list")
          : PolicyAdmissionReasons.mismatch(one, problems);
    }
    if (listed.isEmpty()) {
      return Optional.of(one.id() + " is refused, and ours says nothing: " + one.reason());
    }
    boolean unknownField = problems.stream().anyMatch(p -> p.id().equals("unknown-field"));
    return listed.get().startsWith("unknown-field") == unknownField
            && listed.get().startsWith("jmespath") == one.hasBrokenExpression()
        ? Optional.empty()
        : Optional.of(one.id() + " is listed for another reason: " + one.reason());
  }

  /** The refusals that are not made, and why: those of the named collection. */
  private static Map<String, String> unmade(String name) {
    return PolicyAdmissionReasons.lines("policy-admission-unmade.txt")
        .filter(columns -> columns[0].startsWith(name + " "))
        .collect(toMap(columns -> columns[0].substring(name.length() + 1), columns -> columns[1]));
  }
}
