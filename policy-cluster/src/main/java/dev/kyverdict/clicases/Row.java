package dev.kyverdict.clicases;

/**
 * A row of {@code kyverno test -o json}.
 *
 * @param policy {@code POLICY}
 * @param rule {@code RULE}
 * @param resource {@code RESOURCE}
 * @param result {@code RESULT}: Pass, Fail or Skip
 * @param reason {@code REASON}: Ok, Excluded, Not found, Want … got …, Resource diff …
 */
public record Row(String policy, String rule, String resource, String result, String reason) {

  @Override
  public String toString() {
    return String.join(" | ", policy, rule, resource, result, reason);
  }
}
