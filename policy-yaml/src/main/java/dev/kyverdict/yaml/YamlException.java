package dev.kyverdict.yaml;

/**
 * Text that cannot be read as YAML the way Kyverno reads it.
 *
 * <p>The message is {@code <file>:<line>:<column>: <problem>; <repair>}, then the line itself and a
 * caret under the column.
 */
public final class YamlException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Place place;
  private final String problem;
  private final String repair;

  YamlException(Place place, String problem, String repair, String excerpt) {
    super(place + ": " + problem + "; " + repair + "\n" + excerpt);
    this.place = place;
    this.problem = problem;
    this.repair = repair;
  }

  /** Where the problem shows. */
  public Place place() {
    return place;
  }

  /** What is wrong, without place and repair. */
  public String problem() {
    return problem;
  }

  /** What to do about it. */
  public String repair() {
    return repair;
  }
}
