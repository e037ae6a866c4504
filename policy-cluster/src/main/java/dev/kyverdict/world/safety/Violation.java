package dev.kyverdict.world.safety;

/**
 * Something that must not happen, and did.
 *
 * @param invariant what was to hold
 * @param place namespace and name of the claim or the object, or a key of the object store
 * @param explanation how it came about
 */
public record Violation(Invariant invariant, String place, String explanation) {

  /** The same before it is known which invariant asked. */
  record Found(String place, String explanation) {}

  @Override
  public String toString() {
    return invariant + ": " + place + ": " + explanation;
  }
}
