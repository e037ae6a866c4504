package dev.kyverdict.testing;

import dev.kyverdict.cluster.ApiPath;
import dev.kyverdict.cluster.AuditEntry;
import dev.kyverdict.cluster.live.LiveCluster;
import dev.kyverdict.engine.admission.Decision;
import dev.kyverdict.engine.explain.Explanation;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Who did what when, to be told around a failure. */
final class Story {

  /** The story of a decision that was not taken in a scenario. */
  static final Story NONE = new Story(Optional.empty());

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);
  private static final int MOST_LINES = 25;
  private static final Set<String> KIT =
      Set.of(Scenario.ADMIN.username(), LiveCluster.ADMIN.username());
  private static final Set<String> READS = Set.of("get", "list", "watch");
  private static final Set<String> NOISE =
      Set.of("subjectaccessreviews", "leases", "events", "clusterpolicies");

  private final Optional<Stage> stage;
  private final List<String> lines = new ArrayList<>();
  private final int before;

  private Story(Optional<Stage> stage) {
    this.stage = stage;
    this.before = stage.map(it -> it.cluster().audit().size()).orElse(0);
  }

  static Story of(Stage stage) {
    return new Story(Optional.of(stage));
  }

  /** Something happened. */
  void tell(Instant at, String what) {
    lines.add("%2d  %s %s".formatted(lines.size() + 1, TIME.format(at), what));
  }

  /**
   * A failure with everything around it.
   *
   * @param title what it is about
   * @param facts what was expected and what was there instead, a line each
   * @param decisions the decisions that matter
   */
  String around(String title, List<String> facts, List<Decision> decisions) {
    StringBuilder text = new StringBuilder("\n");
    String rule = "-".repeat(43) + "\n";
    text.append(rule).append(title).append('\n').append(rule);
    facts.forEach(fact -> text.append(fact).append('\n'));
    if (!lines.isEmpty()) {
      text.append("\nwhat happened\n");
      lines.forEach(line -> text.append(line).append('\n'));
    }
    audit(text);
    decisions.forEach(decision -> decision(text, decision));
    return text.toString().stripTrailing();
  }

  private void decision(StringBuilder text, Decision decision) {
    text.append("\nthe decision\n");
    text.append(
        stage.map(it -> it.explain(decision)).orElseGet(() -> Explanation.traced(decision)));
  }

  /** Discovery, leases, reviews, and what the kit itself looks up would hide the rest. */
  private static boolean tells(AuditEntry entry) {
    ApiPath path = ApiPath.of(entry.path());
    boolean reads = READS.contains(entry.verb());
    boolean isKit = KIT.contains(entry.user());
    boolean isKubernetes = entry.user().startsWith("system:serviceaccount:kube-system:");
    return path.isResource()
        && !NOISE.contains(path.resource())
        && !isKubernetes
        && !(reads && isKit);
  }

  private void audit(StringBuilder text) {
    List<AuditEntry> all = stage.map(it -> it.cluster().audit()).orElse(List.of());
    List<AuditEntry> own =
        all.subList(Math.min(before, all.size()), all.size()).stream()
            .filter(Story::tells)
            .toList();
    if (own.isEmpty()) {
      return;
    }
    text.append("\nthe API server's log\n");
    int cut = Math.max(0, own.size() - MOST_LINES);
    if (cut > 0) {
      text.append("    … ").append(cut).append(" earlier\n");
    }
    for (AuditEntry entry : own.subList(cut, own.size())) {
      text.append(
          "    %s %s %s %s %d\n"
              .formatted(
                  TIME.format(entry.at()),
                  entry.user(),
                  entry.verb(),
                  entry.path(),
                  entry.status()));
    }
  }
}
