package dev.kyverdict.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kyverdict.model.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A refusal must be made for the reason that was recorded: a table from Kyverno's words to our ids.
 *
 * @param words what the recorded reason holds
 * @param ids of which one must be reported
 */
record PolicyAdmissionReasons(Pattern words, Set<String> ids) {

  private static final List<PolicyAdmissionReasons> TABLE =
      lines("policy-admission-reasons.txt")
          .map(
              columns ->
                  new PolicyAdmissionReasons(
                      Pattern.compile(columns[1]), Set.of(columns[0].split(","))))
          .toList();

  /** What is wrong with the reasons given, if anything. */
  static Optional<String> mismatch(PolicyAdmissionCase one, List<Problem> problems) {
    Set<String> given = problems.stream().map(Problem::id).collect(Collectors.toSet());
    List<PolicyAdmissionReasons> rows =
        TABLE.stream().filter(row -> row.words.matcher(one.reason()).find()).toList();
    if (rows.isEmpty()) {
      return Optional.of(one.id() + " has a reason outside the table: " + one.reason());
    }
    return rows.stream().anyMatch(row -> row.ids.stream().anyMatch(given::contains))
        ? Optional.empty()
        : Optional.of(one.id() + " is refused for " + given + " and not for " + one.reason());
  }

  /** The lines of a list: two columns, a bar between them. */
  static Stream<String[]> lines(String name) {
    try (InputStream text =
        PolicyAdmissionReasons.class.getResourceAsStream("/conformance/" + name)) {
      if (text == null) {
        throw new IllegalStateException("no " + name + " among the test resources");
      }
      return Arrays.stream(new String(text.readAllBytes(), UTF_8).split("\n"))
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> line.split(" \\| ", 2));
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }
}
