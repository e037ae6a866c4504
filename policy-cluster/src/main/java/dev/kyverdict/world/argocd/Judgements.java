package dev.kyverdict.world.argocd;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;

/**
 * What came of comparing objects last: one that has not changed since is not compared again, as in
 * the cache of {@code gitops-engine}. Copies of a cluster may share it.
 */
final class Judgements {

  private final Map<Resource, Judgement> last = new ConcurrentHashMap<>();

  private record Judgement(JsonNode target, JsonNode live, List<String> ignored, boolean differs) {

    /** An object of the API server never changes: another version of it is another one. */
    @SuppressWarnings("ReferenceEquality")
    boolean isOf(JsonNode wanted, JsonNode there, List<String> pointers) {
      return live == there && ignored.equals(pointers) && target.equals(wanted);
    }
  }

  /**
   * Whether a live object differs from the one in Git.
   *
   * @param ignored JSON pointers to what is not compared
   */
  boolean differs(Resource resource, JsonNode target, JsonNode live, List<String> ignored) {
    Judgement known = last.get(resource);
    if (known != null && known.isOf(target, live, ignored)) {
      return known.differs();
    }
    boolean differs =
        Differences.patch(
                Differences.without(Differences.lastApplied(live), ignored),
                Differences.without(target, ignored),
                Differences.without(live, ignored))
            .isPresent();
    last.put(resource, new Judgement(target, live, ignored, differs));
    return differs;
  }
}
