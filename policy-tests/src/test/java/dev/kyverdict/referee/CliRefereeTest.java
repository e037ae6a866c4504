package dev.kyverdict.referee;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.referee.Admission.Outcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The rendered <em>as planned</em> policy, judged by the Kyverno CLI. */
class CliRefereeTest {

  /** The others differ only in what this profile does not look at, and a run takes a second. */
  private static final Set<Destination> STATES =
      EnumSet.complementOf(
          EnumSet.of(
              Destination.EMPTY_IMAGE,
              Destination.OLDER_THAN_THE_CATALOGUE,
              Destination.WITHOUT_CAPACITY,
              Destination.SYNCING_A_NEWER_ONE,
              Destination.WARM_WITHOUT_LOGS));

  @TempDir private Path folder = Path.of("");

  @Test
  void every_claim_in_every_state_of_its_destination_is_decided_as_planned() {
    ObjectNode policy = Project.restorePolicy("as-planned");
    List<Claim> claims = Claim.ofExampleCluster();
    List<String> differences = new ArrayList<>();
    int asked = 0;
    for (Destination state : STATES) {
      Map<String, JsonNode> answers = new CliReferee(folder).claims(policy, inputs(claims, state));
      for (Claim claim : claims) {
        asked++;
        Outcome expected =
            claim.seen() && state.hasImageName() ? Outcome.RESTORED : Outcome.UNCHANGED;
        JsonNode after = answers.getOrDefault(claim.key(), claim.object());
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("allowed", true);
        answer.set("object", after);
        Outcome seen = Admission.create(claim, World.of(claim)).outcome(answer);
        if (seen != expected) {
          differences.add(
              claim + " " + state + ": expected " + expected + ", the CLI says " + seen);
        }
      }
    }
    System.out.printf("as planned, CLI: %d of %d%n", asked - differences.size(), asked);
    assertThat(differences).isEmpty();
  }

  /** The claims, their namespaces, and their destinations: the CLI's cluster. */
  private static List<JsonNode> inputs(List<Claim> claims, Destination state) {
    List<JsonNode> inputs = new ArrayList<>();
    for (JsonNode namespace : Project.example("Namespace")) {
      ObjectNode copy = (ObjectNode) namespace.deepCopy();
      String name = copy.at("/metadata/name").stringValue();
      ((ObjectNode) copy.get("metadata"))
          .withObject("labels")
          .put("kubernetes.io/metadata.name", name);
      inputs.add(copy);
    }
    claims.forEach(claim -> inputs.add(claim.object()));
    claims.forEach(claim -> state.of(claim).ifPresent(inputs::add));
    return inputs;
  }
}
