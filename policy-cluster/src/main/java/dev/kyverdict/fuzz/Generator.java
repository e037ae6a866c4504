package dev.kyverdict.fuzz;

import tools.jackson.databind.node.ObjectNode;

/**
 * Makes cases from a seed: the same seed and corpus make the same cases. Case number n can be made
 * without those before it.
 */
public final class Generator {

  private static final long MIX = 0x9E3779B97F4A7C15L;

  private final long seed;
  private final Corpus corpus;

  /** A generator whose grown cases come from a corpus; without one they are left out. */
  public Generator(long seed, Corpus corpus) {
    this.seed = seed;
    this.corpus = corpus;
  }

  /** The case of that number. */
  public Case at(long number) {
    Dice dice = new Dice(seed * MIX + number);
    int family = dice.weighted(26, 17, 11, 12, 24, corpus.isEmpty() ? 0 : 10);
    return switch (family) {
      case 0 -> new Case("jp", number, fresh(ExpressionCases.next(dice, number)));
      case 1 -> new Case("conditions", number, fresh(ConditionCases.next(dice)));
      case 2 -> new Case("substitution", number, fresh(SubstitutionCases.next(dice)));
      case 3 -> new Case("patterns", number, fresh(PatternCases.next(dice)));
      case 4 -> new Case("admission", number, fresh(AdmissionCases.next(dice)));
      default -> new Case("grown", number, fresh(corpus.grow(dice)));
    };
  }

  /** As both judges read it: from JSON text, and with no part that stands at two places. */
  private static ObjectNode fresh(ObjectNode question) {
    return (ObjectNode) Json.parse(question.toString());
  }
}
