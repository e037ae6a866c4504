package dev.kyverdict.engine;

import java.util.Optional;

/** What became of one rule. */
public sealed interface RuleOutcome {

  /** Kyverno's message; for what Kyverno does not say, the reason in our words. */
  String message();

  /** The status in Kyverno's answer; empty when Kyverno's answer does not mention the rule. */
  default Optional<String> status() {
    return switch (this) {
      case Passed passed -> Optional.of("pass");
      case Skipped skipped -> Optional.of("skip");
      case Failed failed -> Optional.of("fail");
      case Errored errored -> Optional.of("error");
      case NotMatched no -> Optional.empty();
      case Silent no -> Optional.empty();
      case NotSupported no -> Optional.empty();
      case Crashed no -> Optional.empty();
      case Endless no -> Optional.empty();
      case TimedOut no -> Optional.empty();
    };
  }

  /** Match and exclude leave the request out. */
  record NotMatched(String message) implements RuleOutcome {}

  /** It matched, and Kyverno gives no response all the same. */
  record Silent(String message) implements RuleOutcome {}

  /** {@code pass}. */
  record Passed(String message) implements RuleOutcome {}

  /** {@code skip}. */
  record Skipped(String message) implements RuleOutcome {}

  /** {@code fail}: a violation; of a generate rule, that it does not apply any more. */
  record Failed(String message) implements RuleOutcome {}

  /** {@code error}. */
  record Errored(String message) implements RuleOutcome {}

  /** This engine does not judge such a rule; what Kyverno would say is not known. */
  record NotSupported(String message) implements RuleOutcome {}

  /** Kyverno's code panics. */
  record Crashed(String message) implements RuleOutcome {}

  /** Kyverno's code does not end; the API server stops waiting. */
  record Endless(String message) implements RuleOutcome {}

  /** A call hangs longer than the API server waits for the webhook. */
  record TimedOut(String message) implements RuleOutcome {}
}
