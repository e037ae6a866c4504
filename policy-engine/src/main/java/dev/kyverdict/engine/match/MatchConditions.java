package dev.kyverdict.engine.match;

import dev.kyverdict.engine.AdmissionRequest;

/** {@code webhookConfiguration.matchConditions} of a policy, made ready once. */
public interface MatchConditions {

  /** No conditions: they hold. */
  MatchConditions NONE = (request, view) -> new Outcome.Holds();

  /**
   * Asks them all, in order; one that is false decides over those that err ({@code
   * k8s.io/apiserver/pkg/admission/plugin/webhook/matchconditions}).
   *
   * @param view who asks
   */
  Outcome test(AdmissionRequest request, View view);

  /** Who asks: the same variables hold different things. */
  enum View {
    /** The API server, before it calls Kyverno. */
    API_SERVER,
    /**
     * Kyverno's engine, which asks again: an object that is not there is no null but has its kind
     * only, name and namespace are those of the new object, the request's options and its dry run
     * are lost and there is no namespaceObject ({@code pkg/engine/internal/match.go}).
     */
    ENGINE
  }

  /** What the conditions say. */
  sealed interface Outcome {

    /** All are true. */
    record Holds() implements Outcome {}

    /**
     * One is false.
     *
     * @param condition its name
     */
    record Fails(String condition) implements Outcome {}

    /**
     * None is false, and one has no value.
     *
     * @param condition its name
     * @param error what is wrong
     */
    record Errs(String condition, String error) implements Outcome {}
  }
}
