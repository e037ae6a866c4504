package dev.kyverdict.fuzz;

import dev.kyverdict.judge.Judge;
import dev.kyverdict.judge.PackagesJudge;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Asks the engine and Kyverno's packages the same and compares their answers. */
public final class Differential {

  /** How often Kyverno is asked again where its answer may depend on the order of a Go map. */
  private static final int AGAIN = 96;

  /** How the answers to one case relate. */
  public enum Relation {
    /** They agree. */
    AGREED,
    /** Kyverno's answers vary, and one of them agrees. */
    VARIES,
    /** Kyverno's packages do not judge this. */
    NOT_JUDGED,
    /** Kyverno would never let such a policy in. */
    REFUSED,
    /** They differ. */
    DIFFERENT
  }

  /**
   * Both answers to a case.
   *
   * @param about the case
   * @param engine what the engine says
   * @param packages what Kyverno's packages say
   * @param relation how the two relate
   * @param places where they differ
   */
  public record Outcome(
      Case about, ObjectNode engine, ObjectNode packages, Relation relation, List<String> places) {

    /** What the difference looks like, whatever its place in a list. */
    String signature() {
      return places.stream()
              .map(place -> place.replaceAll("\\d+", "#"))
              .sorted()
              .distinct()
              .toList()
          + (engine.has("crash") ? " crash" : "");
    }
  }

  private final Judge packages;
  private final Judge engine;

  /** Of two judges. */
  public Differential(Judge packages, Judge engine) {
    this.packages = packages;
    this.engine = new GuardedJudge(engine);
  }

  /** Asks both about many cases. */
  public List<Outcome> ask(List<Case> cases) {
    List<ObjectNode> questions = cases.stream().map(Case::question).toList();
    CompletableFuture<List<ObjectNode>> asked =
        CompletableFuture.supplyAsync(
            () -> answers(questions), task -> Thread.ofPlatform().daemon().start(task));
    List<ObjectNode> own = questions.stream().map(engine::answer).toList();
    List<ObjectNode> theirs = asked.join();
    List<Outcome> outcomes = new ArrayList<>(cases.size());
    for (int i = 0; i < cases.size(); i++) {
      outcomes.add(relate(cases.get(i), own.get(i), theirs.get(i)));
    }
    return outcomes;
  }

  private List<ObjectNode> answers(List<ObjectNode> questions) {
    return packages instanceof PackagesJudge process
        ? process.answers(questions)
        : questions.stream().map(packages::answer).toList();
  }

  private Outcome relate(Case about, ObjectNode own, ObjectNode theirs) {
    List<String> places = Answers.places(theirs, own, false);
    Relation relation = Relation.AGREED;
    if (theirs.has("failure")) {
      relation = Relation.NOT_JUDGED;
    } else if (!places.isEmpty()) {
      relation = look(about.question(), own, theirs);
    }
    return new Outcome(about, own, theirs, relation, places);
  }

  private Relation look(ObjectNode question, ObjectNode own, ObjectNode theirs) {
    if (isRefused(question)) {
      return Relation.REFUSED;
    }
    boolean varies = false;
    for (int i = 0; i < AGAIN && !theirs.has("endless"); i++) {
      ObjectNode again = packages.answer(question);
      if (Answers.places(again, own, false).isEmpty()) {
        return Relation.VARIES;
      }
      varies |= !again.equals(theirs);
    }
    return varies && Answers.places(theirs, own, true).isEmpty()
        ? Relation.VARIES
        : Relation.DIFFERENT;
  }

  /** Whether Kyverno, or the schema of its CRD, refuses a policy of the case. */
  private boolean isRefused(ObjectNode question) {
    List<JsonNode> policies = new ArrayList<>(List.copyOf(question.path("policies").values()));
    if (question.has("policy")) {
      policies.add(question.get("policy"));
    }
    for (JsonNode policy : policies) {
      ObjectNode verdict = packages.answer(Json.object("policy", policy));
      if (!verdict.path("accepted").asBoolean(false) || verdict.has("schema")) {
        return true;
      }
    }
    return false;
  }
}
