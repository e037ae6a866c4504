package dev.kyverdict.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The policies that do not make the round trip. A line is {@code corpus document: failure --
 * reason}.
 */
final class RoundTripExceptions {

  private static final String FILE = "/round-trip/exceptions.txt";

  private RoundTripExceptions() {}

  /** From document to failure, of one corpus. */
  static Map<String, String> of(String corpus) {
    Map<String, String> exceptions = new TreeMap<>();
    lines()
        .lines()
        .filter(line -> line.startsWith(corpus + " "))
        .map(line -> line.substring(corpus.length() + 1))
        .forEach(
            line -> {
              int colon = line.indexOf(": ");
              int reason = line.indexOf(" -- ");
              exceptions.put(line.substring(0, colon), line.substring(colon + 2, reason));
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
