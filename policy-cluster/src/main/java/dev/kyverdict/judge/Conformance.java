package dev.kyverdict.judge;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Asks a judge what was recorded, and tells where it answers differently. */
public final class Conformance {

  /** Fields of an admission's answer that recordings leave out. */
  private static final List<String> UNRECORDED = List.of("warnings", "patch", "failsOpen", "id");

  /**
   * A case that was answered differently.
   *
   * @param recording the case
   * @param answer what the judge says
   * @param places where the answers differ
   */
  public record Difference(Recording recording, JsonNode answer, List<String> places) {}

  /**
   * A family of cases.
   *
   * @param name its name
   * @param total how many cases it has
   * @param agreed how many were answered as recorded
   * @param explained the differences that a known exception explains, with the reason
   * @param differences the others
   * @param stale the cases that are listed as exceptions and agree: take them off the list
   * @param notAsked what was not asked, with the reason
   */
  public record Family(
      String name,
      int total,
      int agreed,
      Map<Difference, String> explained,
      List<Difference> differences,
      List<String> stale,
      Map<String, String> notAsked) {

    /** Whether nothing is left to explain. */
    public boolean isClean() {
      return differences.isEmpty() && stale.isEmpty();
    }
  }

  private final Judge judge;
  private final Exceptions exceptions;

  /** Of a judge. */
  public Conformance(Judge judge, Exceptions exceptions) {
    this.judge = judge;
    this.exceptions = exceptions;
  }

  /** Asks all cases of one family. */
  public Family ask(String family, List<Recording> recordings) {
    Map<Difference, String> explained = new LinkedHashMap<>();
    List<Difference> differences = new ArrayList<>();
    List<String> stale = new ArrayList<>();
    int agreed = 0;
    for (Recording recording : recordings) {
      ObjectNode answer = judge.answer(recording.tree());
      List<String> places = compare(recording, answer);
      if (places.isEmpty()) {
        agreed++;
        if (exceptions.reason(recording).isPresent() && !recording.varies()) {
          stale.add(recording.id());
        }
        continue;
      }
      Difference difference = new Difference(recording, answer, places);
      exceptions
          .reason(recording)
          .ifPresentOrElse(
              reason -> explained.put(difference, reason), () -> differences.add(difference));
    }
    return new Family(family, recordings.size(), agreed, explained, differences, stale, Map.of());
  }

  /** Where an answer differs from the recorded ones; empty when it equals one of them. */
  static List<String> compare(Recording recording, ObjectNode answer) {
    ObjectNode mine = answer.deepCopy();
    if (recording.tree().has("request")) {
      mine.remove(UNRECORDED);
    }
    List<String> first = List.of();
    for (ObjectNode candidate : recording.answers()) {
      List<String> places = Comparison.differences(candidate, mine, recording.anyOrder());
      if (places.isEmpty()) {
        return List.of();
      }
      first = first.isEmpty() ? places : first;
    }
    return first;
  }
}
