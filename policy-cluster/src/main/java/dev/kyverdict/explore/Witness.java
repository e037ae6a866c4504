package dev.kyverdict.explore;

import java.util.List;

/**
 * A shortest path to where an invariant does not hold.
 *
 * @param invariant which
 * @param provoked whether there is a fault on the path; without one nothing fails but the policies
 * @param claim of which claim
 * @param beginning how the world begins
 * @param steps the steps; the last one breaks it
 */
public record Witness(
    Invariant invariant,
    boolean provoked,
    String claim,
    SmallWorld.Beginning beginning,
    List<Step> steps) {

  /** Copies the list. */
  public Witness {
    steps = List.copyOf(steps);
  }

  /**
   * A test that tells the path once more in a simulated cluster.
   *
   * @param policies an expression for the manifests
   * @param world an expression for the claims
   */
  public String source(String policies, String world) {
    StringBuilder text = new StringBuilder("  @Test\n  void ");
    text.append(invariant.name().toLowerCase(java.util.Locale.ROOT)).append("() {\n");
    text.append("    Retelling story = Retelling.of(%s, %s, ".formatted(policies, world));
    text.append("SmallWorld.Beginning.%s);\n".formatted(beginning));
    for (Step step : steps) {
      String line = "    story.tell(\"%s\", \"%s\", \"%s\"); // %s\n";
      text.append(line.formatted(step.deed(), step.subject(), step.answer(), step.words()));
    }
    String line = "    assertThat(story.breaks(Invariant.%s, \"%s\")).isTrue();\n  }\n";
    return text.append(line.formatted(invariant, claim)).toString();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append(invariant).append(": ").append(invariant.words()).append("; not so for ");
    text.append(claim).append(", from ").append(beginning);
    text.append(provoked ? ", with a fault" : "");
    int number = 0;
    for (Step step : steps) {
      text.append("\n  ").append(++number).append(". ").append(step);
    }
    return text.toString();
  }
}
