package dev.kyverdict.testing;

import dev.kyverdict.cluster.Reply;
import dev.kyverdict.engine.admission.Decision;
import dev.kyverdict.engine.admission.Response;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** One thing that a user did, the API server's answer, and what Kyverno decided about it. */
public final class Step {

  private final String title;
  private final Reply reply;
  private final List<Decision> decisions;
  private final Story story;
  private final boolean blind;
  private boolean seen;

  /**
   * What happened.
   *
   * @param blind whether the cluster lets nobody see what Kyverno decides
   */
  Step(String title, Reply reply, List<Decision> decisions, Story story, boolean blind) {
    this.blind = blind;
    this.title = title;
    this.reply = reply;
    this.decisions = List.copyOf(decisions);
    this.story = story;
  }

  /** A decision that was taken outside of a scenario. */
  static Step of(Decision decision) {
    JsonNode object =
        decision.request().object().isObject()
            ? decision.request().object()
            : decision.request().oldObject();
    Reply reply =
        new Reply.Answered(
            decision.allowed() ? 200 : 400,
            decision.allowed() ? decision.object() : JsonNodeFactory.instance.objectNode(),
            decision.warnings());
    return new Step(Trees.title(object), reply, List.of(decision), Story.NONE, false);
  }

  /** The answer of the API server. */
  public Reply reply() {
    seen = true;
    return reply;
  }

  /**
   * What Kyverno decided.
   *
   * @throws AssertionError when Kyverno was not asked
   */
  public Decision decision() {
    seen = true;
    if (decisions.isEmpty()) {
      throw new AssertionError(
          failure(
              List.of(
                  "expected  : a decision of Kyverno",
                  "but was   : answered " + outcome() + " without asking it")));
    }
    return decisions.getFirst();
  }

  /** The object as the API server answers it. */
  public JsonNode object() {
    return reply().body();
  }

  /** Whether only the answer can be seen, and not how Kyverno came to it. */
  boolean isBlind() {
    return blind;
  }

  boolean isSeen() {
    return seen;
  }

  boolean ok() {
    return reply.ok();
  }

  List<Decision> decisions() {
    return decisions;
  }

  Optional<Decision> denying() {
    return decisions.stream().filter(decision -> !decision.allowed()).findFirst();
  }

  /** The answer in a few words. */
  String outcome() {
    if (reply.ok()) {
      return "allowed (" + reply.status() + ")";
    }
    String message =
        denying()
            .map(Decision::response)
            .map(response -> response instanceof Response.Denied it ? it.message() : "")
            .filter(text -> !text.isEmpty())
            .orElseGet(reply::message);
    return reply.status() + " " + message.strip().replaceAll("\\s*\\n\\s*", " ");
  }

  String failure(List<String> facts) {
    return story.around(title, facts, decisions);
  }

  @Override
  public String toString() {
    return title + ": " + outcome();
  }
}
