package dev.kyverdict.yaml;

import java.util.List;

/** Syntax errors of snakeyaml-engine in our form: what is wrong, and what to do about it. */
final class SyntaxAdvice {

  private record Advice(String words, String repair) {}

  private static final String NO_COLON = "could not find expected ':'";
  private static final String OPEN_QUOTES = "found unexpected end of stream";

  private static final List<Advice> ADVICE =
      List.of(
          new Advice("(TAB)", "use spaces, not tabs"),
          new Advice("cannot start any token", "put the value in quotes"),
          new Advice("unexpected character found", "put the value in quotes"),
          new Advice("mapping keys are not allowed", "put the value in quotes"),
          new Advice(
              "mapping values are not allowed",
              "put the value in quotes if the ':' belongs to it, or correct the indentation"),
          new Advice("sequence entries are not allowed", "start the list on the next line"),
          new Advice(
              "but found '<scalar>'",
              "put the whole value in one pair of quotes, or correct the indentation"),
          new Advice(
              "expected <block end>",
              "start all keys of a mapping, and all items of a list, in the same column"),
          new Advice(NO_COLON, "write 'key: value', or indent the line as part of the value above"),
          new Advice(OPEN_QUOTES, "close the quotes"),
          new Advice("unknown escape character", "write '\\\\' for '\\', or use single quotes"),
          new Advice(
              "expected ',' or",
              "close the bracket, or put text with brackets such as {{ }} in quotes"),
          new Advice("expected the node content", "put the value in quotes if it is meant as text"),
          new Advice("<document start>", "start each document with '---' on a line of its own"));

  private SyntaxAdvice() {}

  /** The parser's message less its own advice, which is right for tabs only. */
  static String problem(String problem) {
    return problem.replaceFirst("\\. \\(Do not use .* for indentation\\)$", "");
  }

  /** Whether the problem lies where the parser began, not where it gave up. */
  static boolean liesAtStart(String problem) {
    return problem.contains(NO_COLON) || problem.contains(OPEN_QUOTES);
  }

  static String repair(String problem) {
    return ADVICE.stream()
        .filter(advice -> problem.contains(advice.words()))
        .map(Advice::repair)
        .findFirst()
        .orElse("check indentation and quotes here");
  }
}
