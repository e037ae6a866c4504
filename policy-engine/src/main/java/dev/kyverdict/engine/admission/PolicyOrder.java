package dev.kyverdict.engine.admission;

import dev.kyverdict.engine.AdmissionRequest;
import dev.kyverdict.engine.chance.Choices;
import dev.kyverdict.engine.match.Candidate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The order in which mutate policies change an object, each seeing what the one before made of it:
 * those of the cluster come first, otherwise Kyverno takes them out of a set as they come ({@code
 * pkg/policycache/store.go}, {@code cache.go}).
 */
final class PolicyOrder {

  /** Of so many policies any order is offered; of more, each once as the first. */
  private static final int MOST = 4;

  private static final String WHAT = "the order of the policies";

  private PolicyOrder() {}

  /** An order of the policies of one webhook call; without choices the one in which they come. */
  static List<CompiledPolicy> of(
      List<CompiledPolicy> policies, AdmissionRequest request, Choices choices) {
    if (policies.size() < 2) {
      return policies;
    }
    Candidate candidate = Candidate.of(request);
    List<CompiledPolicy> order = new ArrayList<>(policies.size());
    for (boolean ofCluster : new boolean[] {true, false}) {
      List<CompiledPolicy> equals = new ArrayList<>(policies);
      equals.removeIf(policy -> policy.namespace().isEmpty() != ofCluster);
      order.addAll(picked(equals, candidate, choices));
    }
    return order;
  }

  /** Those that cannot match the object stay where they are. */
  private static List<CompiledPolicy> picked(
      List<CompiledPolicy> policies, Candidate candidate, Choices choices) {
    if (policies.size() < 2) {
      return policies;
    }
    List<CompiledPolicy> waiting = new ArrayList<>(policies);
    waiting.removeIf(policy -> !mayChange(policy, candidate));
    if (waiting.size() > MOST) {
      choices.leaveOut();
      Collections.rotate(waiting, -choices.pick(waiting.size(), WHAT));
    }
    boolean any = waiting.size() <= MOST;
    List<CompiledPolicy> order = new ArrayList<>(policies.size());
    for (CompiledPolicy policy : policies) {
      boolean changes = mayChange(policy, candidate);
      int next = changes && any ? choices.pick(waiting.size(), WHAT) : 0;
      order.add(changes ? waiting.remove(next) : policy);
    }
    return order;
  }

  private static boolean mayChange(CompiledPolicy policy, Candidate candidate) {
    List<CompiledRule> rules = policy.rules();
    for (int i = 0; i < rules.size(); i++) {
      if (rules.get(i).isMutation() && rules.get(i).match().mayHold(candidate)) {
        return true;
      }
    }
    return false;
  }
}
