package dev.kyverdict.fuzz;

import dev.kyverdict.fuzz.Differential.Outcome;
import dev.kyverdict.fuzz.Differential.Relation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The differences that are known, each with its reason. A line is a JSON object: {@code family},
 * {@code question} (the smallest one that shows it), {@code reason}, and perhaps {@code like}, a
 * regular expression that finds the smallest questions of the same cause.
 */
public final class KnownDifferences {

  private static final String RESOURCE = "known-differences.jsonl";

  private record Entry(String family, ObjectNode question, String reason, Optional<Pattern> like) {

    boolean explains(Outcome outcome) {
      String text = outcome.about().question().toString();
      return text.equals(question.toString())
          || (family.equals(outcome.about().family())
              && like.map(pattern -> pattern.matcher(text).find()).orElse(false));
    }
  }

  private final List<Entry> entries;

  private KnownDifferences(List<Entry> entries) {
    this.entries = entries;
  }

  /** Those that this project lists. */
  public static KnownDifferences listed() {
    try (InputStream in = KnownDifferences.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("no resource: " + RESOURCE);
      }
      return of(new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  /**
   * Reads a list.
   *
   * @throws IllegalArgumentException naming the line that is no entry
   */
  public static KnownDifferences of(List<String> lines) {
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        entries.add(entry(i + 1, Json.parse(lines.get(i))));
      }
    }
    return new KnownDifferences(entries);
  }

  private static Entry entry(int number, JsonNode tree) {
    String reason = tree.path("reason").asString("");
    if (reason.isBlank() || !(tree.path("question") instanceof ObjectNode question)) {
      throw new IllegalArgumentException(
          RESOURCE + ", line " + number + ": needs family, question and reason");
    }
    Optional<Pattern> like =
        Optional.of(tree.path("like").asString(""))
            .filter(text -> !text.isEmpty())
            .map(Pattern::compile);
    return new Entry(tree.path("family").asString(""), question, reason, like);
  }

  /** Why an outcome differs, if that is known. */
  public Optional<String> reason(Outcome outcome) {
    return entries.stream().filter(entry -> entry.explains(outcome)).map(Entry::reason).findFirst();
  }

  /** The listed questions that are answered alike by now, and so have to be removed. */
  public List<ObjectNode> agreeing(Differential differential) {
    List<Case> cases =
        entries.stream().map(entry -> new Case(entry.family(), 0, entry.question())).toList();
    return differential.ask(cases).stream()
        .filter(outcome -> outcome.relation() != Relation.DIFFERENT)
        .map(outcome -> outcome.about().question())
        .toList();
  }
}
