package dev.kyverdict.testing.mutants;

import dev.kyverdict.model.KyvernoPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherExecutionRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Whether tests notice that a policy is broken: they run once as they are, and once with each
 * mutant of each policy that they apply. A mutant is killed when a test fails. Only assertions
 * count: the checks that nothing passes by accident are off meanwhile.
 *
 * @param results what became of each mutant
 */
public record MutationRun(List<Result> results) {

  /** The configuration parameter by which a run finds what to put in. */
  public static final String PARAMETER = "kyverdict.substitution";

  private static final Map<String, Substitution> RUNNING = new ConcurrentHashMap<>();
  private static final AtomicLong NUMBER = new AtomicLong();

  /** Copies the list. */
  public MutationRun {
    results = List.copyOf(results);
  }

  /** What became of a mutant. */
  public enum Fate {
    /** A test failed. */
    KILLED,
    /** Every test passed. */
    SURVIVED,
    /** The cluster does not take such a policy, so that no test could say anything of it. */
    REFUSED
  }

  /**
   * A mutant and what became of it.
   *
   * @param mutant the mutant
   * @param fate what became of it
   */
  public record Result(Mutant mutant, Fate fate) {}

  /**
   * Runs test classes.
   *
   * @throws IllegalStateException when they fail as they are, or apply no policy
   */
  public static MutationRun of(Class<?>... tests) {
    return of(substitution -> failure(substitution, tests));
  }

  /**
   * Runs a story: any code that throws an error when the policies that it applies do not do what
   * they should.
   *
   * @param policies the policies that the story is about
   * @param story is given those policies, one of them mutated or missing
   * @throws IllegalStateException when the story fails as it is
   */
  public static MutationRun of(
      List<? extends KyvernoPolicy> policies, Consumer<List<KyvernoPolicy>> story) {
    return of(
        substitution -> {
          try {
            story.accept(substitution.of(policies));
            return Optional.empty();
          } catch (AssertionError | RuntimeException failed) {
            return Optional.of(failed);
          }
        });
  }

  private interface Trial {
    Optional<Throwable> failure(Substitution substitution);
  }

  private static MutationRun of(Trial trial) {
    Substitution none = new Substitution(Optional.empty());
    trial
        .failure(none)
        .ifPresent(
            failure -> {
              throw new IllegalStateException(
                  "the tests fail without any mutant; make them pass first", failure);
            });
    if (none.asked().isEmpty()) {
      throw new IllegalStateException(
          "the tests apply no policy; apply policies by Scenario.policies(...)");
    }
    List<Result> results = new ArrayList<>();
    for (KyvernoPolicy policy : none.asked()) {
      for (Mutant mutant : PolicyMutants.of(policy)) {
        Substitution substitution = new Substitution(Optional.of(mutant));
        boolean failed = trial.failure(substitution).isPresent();
        Fate fate = substitution.wasRefused() ? Fate.REFUSED : failed ? Fate.KILLED : Fate.SURVIVED;
        results.add(new Result(mutant, fate));
      }
    }
    return new MutationRun(results);
  }

  /** What stands in for policies in a run that a mutation run started. */
  public static Optional<Substitution> running(String key) {
    return Optional.ofNullable(RUNNING.get(key));
  }

  private static Optional<Throwable> failure(Substitution substitution, Class<?>... tests) {
    String key = Long.toString(NUMBER.incrementAndGet());
    RUNNING.put(key, substitution);
    try {
      var request =
          LauncherDiscoveryRequestBuilder.request().configurationParameter(PARAMETER, key);
      for (Class<?> test : tests) {
        request.selectors(DiscoverySelectors.selectClass(test));
      }
      FirstFailure listener = new FirstFailure();
      LauncherFactory.create()
          .execute(
              LauncherExecutionRequestBuilder.request(request.build())
                  .listeners(listener)
                  .cancellationToken(listener.token())
                  .build());
      return listener.failure();
    } finally {
      RUNNING.remove(key);
    }
  }

  /** The mutants that no test noticed. */
  public List<Mutant> survivors() {
    return with(Fate.SURVIVED);
  }

  private List<Mutant> with(Fate fate) {
    return results.stream().filter(it -> it.fate() == fate).map(Result::mutant).toList();
  }

  /** {@code N of M killed}, and the rest by name. */
  public String score() {
    List<Mutant> refused = with(Fate.REFUSED);
    StringBuilder score = new StringBuilder();
    score.append(with(Fate.KILLED).size()).append(" of ").append(results.size() - refused.size());
    score.append(" killed");
    if (!refused.isEmpty()) {
      score.append(", ").append(refused.size()).append(" refused by the cluster");
    }
    UnaryOperator<String> indent = name -> "\n  survived: " + name;
    survivors().stream().map(Mutant::name).map(indent).forEach(score::append);
    return score.toString();
  }

  /**
   * Fails unless every mutant was noticed.
   *
   * @throws AssertionError with the score
   */
  public void killsAll() {
    if (!survivors().isEmpty() || with(Fate.KILLED).isEmpty()) {
      throw new AssertionError(
          score() + "\nrepair: add a test that goes red for each mutant that survived");
    }
  }
}
