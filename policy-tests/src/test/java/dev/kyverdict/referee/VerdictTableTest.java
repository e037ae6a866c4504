package dev.kyverdict.referee;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.referee.Admission.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** The README's table of verdicts on the claims of the example cluster. */
class VerdictTableTest {

  @Test
  void the_table_is_what_kyverno_decides() throws IOException {
    String readme = Files.readString(Project.root().resolve("README.md"));

    assertThat(readme).contains(table());
  }

  private static String table() {
    List<ObjectNode> planned = List.of(Project.withoutWebhook(Project.restorePolicy("as-planned")));
    List<ObjectNode> safe = List.of(Project.withoutWebhook(Project.restorePolicy("safe")));
    StringBuilder table =
        new StringBuilder("| the claim's destination | as planned | safe |\n|---|---|---|\n");
    try (PackagesReferee referee = new PackagesReferee()) {
      for (Map.Entry<String, Situation> row : rows().entrySet()) {
        table
            .append("| ")
            .append(row.getKey())
            .append(" | ")
            .append(tally(referee, planned, row.getValue()))
            .append(" | ")
            .append(tally(referee, safe, row.getValue()))
            .append(" |\n");
      }
    }
    return table.toString();
  }

  /** What the API answers about a claim. */
  private interface Situation {
    World of(Claim claim);
  }

  private static Map<String, Situation> rows() {
    Map<String, Situation> rows = new LinkedHashMap<>();
    rows.put(
        "is absent, and S3 holds no backup",
        claim -> Catalogue.DOES_NOT_LIST.in(World.of(claim).destination(Destination.ABSENT)));
    rows.put(
        "is absent, and S3 holds a backup",
        claim -> Catalogue.LISTS.in(World.of(claim).destination(Destination.ABSENT)));
    rows.put(
        "has no status yet",
        claim -> Catalogue.LISTS.in(World.of(claim).destination(Destination.NO_STATUS)));
    rows.put(
        "holds an image of nothing",
        claim -> Catalogue.LISTS.in(World.of(claim).destination(Destination.EMPTY_RESTORE)));
    rows.put(
        "holds an older backup than the newest",
        claim -> Catalogue.LISTS.in(World.of(claim).destination(Destination.OLD_TAG)));
    rows.put(
        "has another size than the claim",
        claim -> Catalogue.LISTS.in(World.of(claim).destination(Destination.OTHER_CAPACITY)));
    rows.put("is warm", claim -> Catalogue.LISTS.in(World.of(claim).destination(Destination.WARM)));
    rows.put(
        "may not be read (403)",
        claim -> Catalogue.LISTS.in(World.of(claim).destination(Failure.FORBIDDEN)));
    rows.put(
        "cannot be asked for in time",
        claim -> Catalogue.LISTS.in(World.of(claim).destination(Failure.TIMEOUT)));
    return rows;
  }

  private static String tally(
      PackagesReferee referee, List<ObjectNode> policies, Situation situation) {
    Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
    for (Claim claim : Claim.ofExampleCluster()) {
      Admission admission = Admission.create(claim, situation.of(claim));
      counts.merge(admission.outcome(referee.judge(admission.question(policies))), 1, Integer::sum);
    }
    return counts.entrySet().stream()
        .map(count -> count.getValue() + " " + word(count.getKey()))
        .collect(Collectors.joining(", "));
  }

  private static String word(Outcome outcome) {
    return switch (outcome) {
      case UNCHANGED -> "as sent";
      case RESTORED -> "restored";
      case STRIPPED -> "stripped";
      case DENIED, UNKNOWN -> "denied";
    };
  }
}
