package dev.kyverdict.engine.match;

import dev.kyverdict.engine.match.MatchResult.Reason.Attribute;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * One attribute of a filter.
 *
 * @param attribute which
 * @param test whether it holds
 * @param text Kyverno's words when it does not
 */
record Check(Attribute attribute, Predicate<Candidate> test, Function<Candidate, String> text) {

  static Check of(Attribute attribute, Predicate<Candidate> test, String text) {
    return new Check(attribute, test, candidate -> text);
  }

  boolean holds(Candidate candidate) {
    return test.test(candidate);
  }
}
