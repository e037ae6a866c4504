package dev.kyverdict.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.model.KyvernoPolicy;
import dev.kyverdict.world.kube.Trees;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A small fault in a policy of the safe profile is noticed. */
class MutationTest {

  private static final String RESTORE =
      "infrastructure/controllers/kyverno/volsync-auto-restore.yaml";
  private static final String BACKUP =
      "infrastructure/controllers/kyverno/volsync-clusterpolicy.yaml";

  /** What nothing can notice, and why. */
  private static final Map<String, String> EQUIVALENT =
      Map.of(
          "jmesPath: items[0]",
          "no destination is null then, and every field of null is null",
          "all without {\"key\":\"{{ restorable }}\",\"operator\":\"Equals\",\"value\":true}",
          "the next rule takes away what was added to a claim that is not restorable",
          "key: {{ request.object.metadata.name || `null` }}",
          "null differs from nothing: the rule is skipped as for an empty name");

  private static final Bound SMALL = Bound.USUAL.depth(17);

  @Test
  void what_single_claims_are_owed_is_given() {
    assertThat(Scenes.differences(Faulty.read("safe").policies())).isEmpty();
    assertThat(Scenes.size()).isGreaterThanOrEqualTo(59);
  }

  @Test
  void of_the_faults_of_the_safe_profile_five_in_a_hundred_stay_unseen_at_most() {
    Policies safe = Faulty.read("safe");
    Map<String, Policies> mutants = new LinkedHashMap<>();
    for (String file : List.of(RESTORE, BACKUP)) {
      SafeMutants.of(Trees.yaml(safe.texts().getOrDefault(file, "")))
          .forEach((name, mutant) -> mutants.put(name, safe.file(file, joined(mutant))));
    }
    List<String> survivors = new ArrayList<>();
    int byScenes = 0;
    int byExploration = 0;
    int refused = 0;
    for (var mutant : mutants.entrySet()) {
      List<KyvernoPolicy> policies;
      try {
        policies = mutant.getValue().policies();
      } catch (IllegalArgumentException unreadable) {
        refused++;
        continue;
      }
      if (!Scenes.differences(policies).isEmpty()) {
        byScenes++;
      } else if (isFound(mutant.getValue())) {
        byExploration++;
      } else {
        survivors.add(mutant.getKey());
      }
    }
    int judged = mutants.size() - refused;
    System.out.printf(
        "%d of %d killed: %d by scenes, %d by exploration; %d not readable%n",
        judged - survivors.size(), judged, byScenes, byExploration, refused);
    survivors.forEach(it -> System.out.println("survived: " + it));
    assertThat(judged).isGreaterThan(60);
    assertThat(survivors.size() * 20).isLessThanOrEqualTo(judged);
    assertThat(survivors).containsExactlyInAnyOrderElementsOf(EQUIVALENT.keySet());
  }

  private static boolean isFound(Policies policies) {
    try {
      return !Explorer.explore(policies).over(Faulty.ONE).within(SMALL).clean();
    } catch (IllegalArgumentException refused) {
      return true;
    }
  }

  private static String joined(List<JsonNode> policies) {
    return policies.stream().map(it -> "---\n" + it + "\n").collect(Collectors.joining());
  }
}
