package dev.kyverdict.lint;

import dev.kyverdict.model.Problem.Severity;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A kind of finding: something that Kyverno, Kubernetes or an operator accepts and that is wrong
 * nevertheless, or that it refuses too late. The constants are the table of {@code docs/lint.md}.
 */
public sealed interface LintId
    permits LookUpLint,
        TextLint,
        MatchLint,
        MutateLint,
        GenerateLint,
        PolicyLint,
        VolSyncLint,
        ClusterLint {

  /** The name of the constant. */
  String name();

  /** What is known about it. */
  Description description();

  /** The stable name, such as {@code api-call-can-miss}. */
  default String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** How much it weighs. */
  default Severity severity() {
    return description().severity();
  }

  /** Every kind of finding, in the order of the documentation. */
  static List<LintId> all() {
    return Stream.<LintId[]>of(
            LookUpLint.values(),
            TextLint.values(),
            MatchLint.values(),
            MutateLint.values(),
            GenerateLint.values(),
            PolicyLint.values(),
            VolSyncLint.values(),
            ClusterLint.values())
        .flatMap(Stream::of)
        .toList();
  }

  /** The kind of that name. */
  static Optional<LintId> named(String id) {
    return all().stream().filter(lint -> lint.id().equals(id)).findFirst();
  }

  /**
   * What is known about a kind of finding, in Markdown.
   *
   * @param severity how much it weighs
   * @param what what is wrong, in one sentence
   * @param why what happens otherwise
   * @param repair what to do about it
   */
  record Description(Severity severity, String what, String why, String repair) {

    static Description error(String what, String why, String repair) {
      return new Description(Severity.ERROR, what, why, repair);
    }

    static Description warning(String what, String why, String repair) {
      return new Description(Severity.WARNING, what, why, repair);
    }
  }
}
