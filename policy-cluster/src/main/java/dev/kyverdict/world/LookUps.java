package dev.kyverdict.world;

import dev.kyverdict.cluster.sim.Decided;
import dev.kyverdict.engine.ClusterReader.Answer;
import dev.kyverdict.engine.admission.Decision;
import dev.kyverdict.engine.context.CallRecord;
import dev.kyverdict.world.kube.Trees;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What Kyverno learned about a claim's destination when it decided. */
final class LookUps {

  private LookUps() {}

  /** A line for a decision that looked for a destination: what was there, and what became of it. */
  static List<TimeLine.Entry> of(Decided decided) {
    Decision decision = decided.decision();
    String unchanged = decision.allowed() && decision.patch().isEmpty() ? " → unchanged" : "";
    return decision.calls().stream()
        .filter(it -> it.call().url().contains("/replicationdestinations"))
        .map(CallRecord::answer)
        .map(LookUps::seen)
        .distinct()
        .map(it -> "look-up for " + Trees.key(decision.object()) + ": " + it + unchanged)
        .map(it -> new TimeLine.Entry(decided.at(), TimeLine.Column.POLICY, it))
        .toList();
  }

  private static String seen(Answer answer) {
    return switch (answer) {
      case Answer.Json(int status, JsonNode body) when status / 100 == 2 -> image(body);
      case Answer.Json(int status, JsonNode body) -> missing(status);
      case Answer.Text(int status, String body) -> missing(status);
      case Answer.TimedOut() -> "no answer in time";
      case Answer.Refused() -> "no connection";
      case Answer.Broken(String cause) -> cause;
      case Answer.Hangs() -> "no answer";
    };
  }

  private static String missing(int status) {
    return status == 404 ? "no destination" : "answered " + status;
  }

  private static String image(JsonNode body) {
    JsonNode destination = body.has("items") ? body.path("items").path(0) : body;
    if (destination.isMissingNode()) {
      return "no destination";
    }
    boolean imageless = Trees.text(destination, "status/latestImage/name").isEmpty();
    return imageless ? "a destination without an image" : "a destination with an image";
  }
}
