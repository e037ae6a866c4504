package dev.kyverdict.yaml;

import java.util.List;

/** What to do about a syntax error, by a word of the parser's message. */
final class SyntaxAdvice {

  private record Advice(String words, String repair) {}

  private static final List<Advice> ADVICE =
      List.of(
          new Advice("(TAB)", "use spaces, not tabs"),
          new Advice("cannot start any token", "put the value in quotes"),
          new Advice(
              "mapping values are not allowed",
              "put the value in quotes if the ':' belongs to it, or correct the indentation"),
          new Advice(
              "expected <block end>",
              "start all keys of a mapping, and all items of a list, in the same column"),
          new Advice(
              "could not find expected ':'",
              "write 'key: value', or indent the line as part of the value above"),
          new Advice("found unexpected end of stream", "close the quotes"),
          new Advice("unknown escape character", "write '\\\\' for '\\', or use single quotes"),
          new Advice(
              "expected ',' or", "close the bracket, or put text with brackets such as {{ }} in quotes"),
          new Advice(
              "expected the node content", "put the value in quotes if it is meant as text"),
          new Advice(
              "<document start>", "start each document with '---' on a line of its own"));

  private SyntaxAdvice() {}

  static String repair(String problem) {
    return ADVICE.stream()
        .filter(advice -> problem.contains(advice.words()))
        .map(Advice::repair)
        .findFirst()
        .orElse("check indentation and quotes here");
  }
}
