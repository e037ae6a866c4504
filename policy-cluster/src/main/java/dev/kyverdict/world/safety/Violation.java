package dev.kyverdict.world.safety;

/**
 * Something that must not happen, and did.
 *
 * @param guarantee what was to hold
 * @param place namespace and name of the claim or the object, or a key of the object store
 * @param explanation how it came about
 */
public record Violation(Guarantee guarantee, String place, String explanation) {

  /** The same before it is known which guarantee asked. */
  record Found(String place, String explanation) {}

  @Override
  public String toString() {
    return guarantee + ": " + place + ": " + explanation;
  }
}
