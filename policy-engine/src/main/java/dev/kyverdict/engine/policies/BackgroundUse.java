package dev.kyverdict.engine.policies;

import dev.kyverdict.model.ClusterPolicy;
import dev.kyverdict.model.KyvernoPolicy;
import dev.kyverdict.model.Policy;
import java.util.Optional;

/**
 * Whether Kyverno's policy controller looks at existing objects under a policy: not when it asks
 * who made a request, or uses a variable that is not known then ({@code ValidateVariables} in
 * {@code pkg/validation/policy/validate.go}, in background mode whatever {@code spec.background}
 * says).
 */
public final class BackgroundUse {

  private BackgroundUse() {}

  /** Whether it does. */
  public static boolean isAllowed(KyvernoPolicy policy) {
    KyvernoPolicy looking =
        switch (policy) {
          case ClusterPolicy it -> new ClusterPolicy(it.metadata(), it.spec().withBackground(true));
          case Policy it -> new Policy(it.metadata(), it.spec().withBackground(true));
        };
    try {
      VariableCheck.check(PolicyDocument.of(PolicyTree.of(looking), Optional.of(looking)));
      return true;
    } catch (Refusal refusal) {
      return false;
    }
  }
}
