package dev.kyverdict.engine.match;

import dev.kyverdict.model.Action;
import dev.kyverdict.model.Generate;
import dev.kyverdict.model.Mutate;
import dev.kyverdict.model.Validate;

/** What Kyverno does about a request, one after another. */
public enum Work {
  /** Mutate rules without targets. */
  MUTATE,
  /** Validate rules. */
  VALIDATE,
  /** Generate rules, asked beside validation. */
  GENERATE,
  /** Mutate rules with targets, asked beside validation. */
  MUTATE_EXISTING;

  /** Whether it happens in the mutating webhook, else in the validating one. */
  public boolean mutating() {
    return this == MUTATE;
  }

  /** Whether an action is such work. */
  public boolean isDoneBy(Action action) {
    return switch (action) {
      case Mutate mutate -> this == (mutate.targets().isEmpty() ? MUTATE : MUTATE_EXISTING);
      case Generate generate -> this == GENERATE;
      case Validate validate -> this == VALIDATE;
      case Action.VerifyImages verify -> this == MUTATE || this == VALIDATE;
    };
  }

  /** Kyverno's cache of policies by kind does not tell the two kinds of mutate rules apart. */
  boolean isCachedFor(Action action) {
    return action instanceof Mutate ? this == MUTATE || this == MUTATE_EXISTING : isDoneBy(action);
  }
}
