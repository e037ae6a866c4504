package dev.kyverdict.fuzz;

import dev.kyverdict.judge.Judge;
import dev.kyverdict.judge.PackagesJudge;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import tools.jackson.databind.node.ObjectNode;

/** Shows that a run of the fuzzer finds planted faults. */
public final class FaultRun {

  private static final int BATCH = 512;

  private final PackagesJudge packages;
  private final Judge sound;
  private final Path sources;

  /**
   * A run.
   *
   * @param sound the engine without a fault
   * @param sources the folder {@code policy-engine/src/main/java}
   */
  public FaultRun(PackagesJudge packages, Judge sound, Path sources) {
    this.packages = packages;
    this.sound = new GuardedJudge(sound);
    this.sources = sources;
  }

  /**
   * Looks for faults with the first cases of a generator.
   *
   * @param most how many cases at most
   * @param time how long at most, the planting aside
   * @return each fault that was found, with the number of the case that shows it
   */
  public Map<Fault, Long> find(List<Fault> faults, Generator generator, long most, Duration time) {
    Map<Fault, Judge> hidden = new LinkedHashMap<>();
    faults.forEach(fault -> hidden.put(fault, new GuardedJudge(FaultyEngine.with(fault, sources))));
    Map<Fault, Long> found = new LinkedHashMap<>();
    long end = System.nanoTime() + time.toNanos();
    for (long done = 0;
        done < most && !hidden.isEmpty() && System.nanoTime() - end < 0;
        done += BATCH) {
      List<Case> cases =
          LongStream.range(done, Math.min(most, done + BATCH)).mapToObj(generator::at).toList();
      look(cases, done, hidden, found);
    }
    return found;
  }

  private void look(List<Case> cases, long from, Map<Fault, Judge> hidden, Map<Fault, Long> found) {
    Map<Long, ObjectNode> expected = new LinkedHashMap<>();
    List<ObjectNode> answers = packages.answers(cases.stream().map(Case::question).toList());
    for (int i = 0; i < cases.size(); i++) {
      ObjectNode answer = answers.get(i);
      if (!answer.has("failure") && agrees(answer, sound, cases.get(i))) {
        expected.put(from + i, answer);
      }
    }
    hidden.forEach(
        (fault, judge) ->
            expected.entrySet().stream()
                .filter(
                    entry ->
                        !agrees(entry.getValue(), judge, cases.get((int) (entry.getKey() - from))))
                .findFirst()
                .ifPresent(entry -> found.put(fault, entry.getKey())));
    hidden.keySet().removeAll(found.keySet());
  }

  private static boolean agrees(ObjectNode expected, Judge judge, Case one) {
    return Answers.places(expected, judge.answer(one.question()), false).isEmpty();
  }
}
