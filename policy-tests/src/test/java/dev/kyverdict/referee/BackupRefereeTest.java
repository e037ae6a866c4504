package dev.kyverdict.referee;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.lint.Schedules;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What the rendered generate rules make of the claims, judged by Kyverno's packages. */
class BackupRefereeTest {

  private static final List<String> SOURCE_AND_SECRET =
      List.of("ExternalSecret", "ReplicationSource");

  @ParameterizedTest
  @ValueSource(strings = {"as-planned", "safe"})
  void each_labelled_claim_gets_a_source_and_a_secret_and_no_destination(String profile) {
    int generated = 0;
    try (PackagesReferee referee = new PackagesReferee()) {
      for (Claim claim : Claim.ofExampleCluster()) {
        Map<String, JsonNode> objects = generated(referee, profile, claim);
        if (!claim.seen()) {
          assertThat(objects).as(claim.key()).isEmpty();
          continue;
        }
        assertThat(objects.keySet()).as(claim.key()).containsExactlyElementsOf(SOURCE_AND_SECRET);
        source(claim, requireNonNull(objects.get("ReplicationSource")));
        secret(claim, requireNonNull(objects.get("ExternalSecret")));
        generated++;
      }
    }
    System.out.printf("%s: sources and secrets for %d of 18 labelled claims%n", profile, generated);
    assertThat(generated).isEqualTo(17);
  }

  @ParameterizedTest
  @ValueSource(strings = {"as-planned", "safe"})
  void claims_of_no_tier_and_of_left_out_namespaces_get_nothing(String profile) {
    try (PackagesReferee referee = new PackagesReferee()) {
      HostileClaims.untouchable().entrySet().stream()
          .filter(
              claim ->
                  !claim
                      .getValue()
                      .object()
                      .at("/metadata/labels/backup")
                      .asString("")
                      .matches("hourly|daily"))
          .forEach(
              claim ->
                  assertThat(generated(referee, profile, claim.getValue()))
                      .as(claim.getKey())
                      .isEmpty());
    }
  }

  private static void source(Claim claim, JsonNode source) {
    assertThat(source.at("/metadata/name").asString("")).isEqualTo(claim.name() + "-backup");
    assertThat(source.at("/metadata/namespace").asString("")).isEqualTo(claim.namespace());
    assertThat(source.at("/spec/sourcePVC").asString("")).isEqualTo(claim.name());
    assertThat(source.at("/spec/restic/repository").asString(""))
        .isEqualTo(claim.name() + "-volsync-secret");
    assertThat(source.at("/spec/trigger/manual").isMissingNode()).isTrue();
    String schedule = source.at("/spec/trigger/schedule").asString("");
    assertThat(Schedules.problem(schedule)).as(schedule).isEmpty();
    boolean daily = claim.object().at("/metadata/labels/backup").asString("").equals("daily");
    int minute = (claim.key().length()) % 60;
    assertThat(schedule).isEqualTo(minute + (daily ? " 2 * * *" : " * * * *"));
    assertThat(source.at("/metadata/ownerReferences/0/uid").asString(""))
        .isEqualTo("uid-of-" + claim.key());
    assertThat(source.at("/spec/restic/retain").has("hourly")).isEqualTo(!daily);
  }

  private static void secret(Claim claim, JsonNode secret) {
    assertThat(secret.at("/metadata/name").asString(""))
        .isEqualTo(claim.name() + "-volsync-secret");
    assertThat(secret.at("/spec/target/template/data/RESTIC_REPOSITORY").asString(""))
        .isEqualTo("s3:http://192.168.10.133:30292/volsync-backups/" + claim.key());
    assertThat(secret.toString()).as("nothing left to substitute").doesNotContain("{{");
  }

  /** The generated objects by kind. */
  private static Map<String, JsonNode> generated(
      PackagesReferee referee, String profile, Claim claim) {
    List<ObjectNode> policies =
        Project.rendered(profile, "controllers/kyverno/volsync-clusterpolicy.yaml");
    Claim stored =
        claim.with(JsonNodeFactory.instance.stringNode("uid-of-" + claim.key()), "metadata", "uid");
    JsonNode answer = referee.judge(Admission.create(stored, World.of(stored)).question(policies));
    assertThat(answer.path("allowed").asBoolean(false)).as(answer.toString()).isTrue();
    Map<String, JsonNode> objects = new LinkedHashMap<>();
    List<String> twice = new ArrayList<>();
    for (JsonNode rule : answer.path("generated")) {
      for (JsonNode object : rule.path("resources")) {
        if (objects.put(object.path("kind").asString(""), object) != null) {
          twice.add(object.toString());
        }
      }
    }
    assertThat(twice).isEmpty();
    return objects;
  }
}
