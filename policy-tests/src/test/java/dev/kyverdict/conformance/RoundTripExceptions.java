package dev.kyverdict.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The policies that do not make the round trip, each with the reason. A line is {@code corpus
 * file#document: reason}.
 */
final class RoundTripExceptions {

  private static final String FILE = "/round-trip/exceptions.txt";

  private RoundTripExceptions() {}

  /** From document to reason, of one corpus. */
  static Map<String, String> of(String corpus) {
    Map<String, String> exceptions = new TreeMap<>();
    lines()
        .lines()
        .filter(line -> line.startsWith(corpus + " "))
        .map(line -> line.substring(corpus.length() + 1))
        .forEach(
            line -> {
              int colon = line.indexOf(": ");
              exceptions.put(line.substring(0, colon), line.substring(colon + 2));
            });
    return exceptions;
  }

  private static String lines() {
    try (InputStream file =
        Objects.requireNonNull(RoundTripExceptions.class.getResourceAsStream(FILE), FILE)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }
}
