package dev.kyverdict.testing.coverage;

/**
 * Something that no test has shown.
 *
 * @param text what, in words that stay the same as long as the policy does
 * @param repair what to do about it
 */
public record Gap(String text, String repair) {

  @Override
  public String toString() {
    return text + "; " + repair;
  }
}
