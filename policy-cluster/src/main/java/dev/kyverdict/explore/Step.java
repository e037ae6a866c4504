package dev.kyverdict.explore;

/**
 * One step of a path.
 *
 * @param deed what, as a word
 * @param subject about what: a claim, an app; empty for neither
 * @param answer what came of it, where there are several ways; empty where there is one
 * @param words the same as a sentence
 */
public record Step(String deed, String subject, String answer, String words) {

  @Override
  public String toString() {
    return answer.isEmpty() ? words : words + ": " + answer;
  }
}
