package dev.kyverdict.testing.mutants;

import dev.kyverdict.model.KyvernoPolicy;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a run of tests gets instead of the policies that it asks for. */
public final class Substitution {

  private final Optional<Mutant> mutant;
  private final Set<KyvernoPolicy> asked = new LinkedHashSet<>();
  private boolean refused;

  Substitution(Optional<Mutant> mutant) {
    this.mutant = mutant;
  }

  /** The policies to apply for those that a test asks for. */
  public synchronized List<KyvernoPolicy> of(List<? extends KyvernoPolicy> policies) {
    asked.addAll(policies);
    return policies.stream().flatMap(policy -> instead(policy).stream()).toList();
  }

  private Optional<KyvernoPolicy> instead(KyvernoPolicy policy) {
    return mutant.isPresent() && mutant.get().original().equals(policy)
        ? mutant.get().policy()
        : Optional.of(policy);
  }

  /** The cluster does not take the mutant: that a test fails then says nothing of the test. */
  public synchronized void refused() {
    refused = mutant.isPresent();
  }

  synchronized boolean wasRefused() {
    return refused;
  }

  synchronized Set<KyvernoPolicy> asked() {
    return new LinkedHashSet<>(asked);
  }
}
