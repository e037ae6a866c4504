package dev.kyverdict.testing.mutants;

import dev.kyverdict.model.KyvernoPolicy;
import java.util.Optional;

/**
 * A policy with one thing taken out.
 *
 * @param name which policy, and what is missing
 * @param original the policy as it should be
 * @param policy what stands in for it; empty when nothing does
 */
public record Mutant(String name, KyvernoPolicy original, Optional<KyvernoPolicy> policy) {

  @Override
  public String toString() {
    return name;
  }
}
