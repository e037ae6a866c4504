package dev.kyverdict.render.tree;

/**
 * What writing a tree would change, without having written it.
 *
 * @param diff a unified diff that {@code git apply} accepts; empty if nothing would change
 * @param summary what writing would do
 */
public record TreeDifference(String diff, WriteSummary summary) {

  /** Whether writing would change the directory. */
  public boolean differs() {
    return !diff.isEmpty();
  }
}
