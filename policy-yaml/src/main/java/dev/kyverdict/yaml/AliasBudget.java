package dev.kyverdict.yaml;

/**
 * How much of a document may come out of aliases: go-yaml v2's own rule ({@code decode.go}), so
 * that what it calls excessive aliasing is refused here too and nothing else. It leaves room for
 * about 400,000 nodes out of aliases.
 */
final class AliasBudget {

  private static final int LOW = 400_000;
  private static final int HIGH = 4_000_000;
  private static final double SHARE_BELOW_LOW = 0.99;
  private static final double SHARE_ABOVE_HIGH = 0.10;
  private static final int FREE_NODES = 1_000;
  private static final int FREE_ALIASED_NODES = 100;

  private int nodes;
  private int aliasedNodes;

  /** Counts one node; false when the budget is spent. */
  boolean spend(boolean throughAlias) {
    nodes++;
    if (throughAlias) {
      aliasedNodes++;
    }
    return aliasedNodes <= FREE_ALIASED_NODES
        || nodes <= FREE_NODES
        || (double) aliasedNodes / nodes <= allowedShare();
  }

  private double allowedShare() {
    if (nodes <= LOW) {
      return SHARE_BELOW_LOW;
    }
    if (nodes >= HIGH) {
      return SHARE_ABOVE_HIGH;
    }
    return 0.99 - 0.89 * ((double) (nodes - LOW) / (HIGH - LOW));
  }
}
