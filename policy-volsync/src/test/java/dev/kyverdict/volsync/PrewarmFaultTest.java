package dev.kyverdict.volsync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * One call after the other goes wrong: the script says so, does the rest, and makes up for it in
 * the next run.
 */
class PrewarmFaultTest {

  private static final PrewarmCase WHOLE = PrewarmCase.named("whole");

  private final ExecutorService executor =
      Executors.newFixedThreadPool(Math.max(2, Runtime.getRuntime().availableProcessors()));

  private Path folder;

  @BeforeEach
  void require_tools(@TempDir Path folder) {
    this.folder = folder;
    PrewarmTools.require("bash", "jq");
  }

  @AfterEach
  void stop() {
    executor.shutdown();
  }

  @TestFactory
  Stream<DynamicTest> a_call_that_fails_costs_its_own_entry_only() {
    PrewarmResult healthy = world("healthy").run().harmless();
    List<Integer> all = IntStream.range(0, healthy.calls().size()).boxed().toList();

    return tests(healthy, "fail", all);
  }

  @TestFactory
  Stream<DynamicTest> an_answer_that_is_cut_short_costs_its_own_entry_only() {
    PrewarmResult healthy = world("healthy").run().harmless();
    // Of every kind of question the first one.
    List<Integer> answers =
        IntStream.range(0, healthy.calls().size())
            .filter(i -> healthy.calls().get(i).contains("json"))
            .filter(i -> kinds(healthy).indexOf(kinds(healthy).get(i)) == i)
            .boxed()
            .toList();

    return tests(healthy, "truncated", answers);
  }

  private Stream<DynamicTest> tests(PrewarmResult healthy, String how, List<Integer> calls) {
    assertThat(calls).hasSizeGreaterThanOrEqualTo(5);
    List<DynamicTest> tests = new ArrayList<>();
    for (int call : calls) {
      List<String> arguments = healthy.calls().get(call);
      PrewarmWorld world = world(how + call).breaking(how, call + 1, "*");
      Future<PrewarmResult> run = executor.submit(world::run);
      tests.add(
          dynamicTest(
              how + ": " + String.join(" ", arguments),
              () -> {
                check(healthy, run.get(), arguments);
                if (how.equals("fail") && (arguments.contains("-f") || arguments.contains("-p"))) {
                  makesUpForIt(healthy, world);
                }
              }));
    }
    return tests.stream();
  }

  private static void check(PrewarmResult healthy, PrewarmResult broken, List<String> call) {
    broken.harmless();
    if (call.getFirst().equals("sleep")) {
      assertThat(broken.says()).isEqualTo(healthy.says());
    } else {
      assertThat(broken.exit()).as("%s", broken.says()).isNotZero();
    }
    if (broken.exit() < 2) {
      List<JsonNode> untouched =
          healthy.lines().stream()
              .filter(line -> !line.path("result").asString().equals("done"))
              .filter(line -> broken.lines().stream().noneMatch(other -> spoils(other, line)))
              .toList();
      assertThat(broken.lines()).containsAll(untouched);
    }
  }

  private static void makesUpForIt(PrewarmResult healthy, PrewarmWorld world) {
    PrewarmResult next = world.breaking("fail", -1, "*").run().harmless();

    assertThat(next.exit()).as("%s", next.says()).isZero();
    assertThat(next.after()).isEqualTo(healthy.after());
  }

  /** Whether one line tells of an error with what another line is about. */
  private static boolean spoils(JsonNode error, JsonNode line) {
    String pvc = error.path("pvc").asString();
    return error.path("result").asString().startsWith("error:")
        && error.path("ns").equals(line.path("ns"))
        && (pvc.isEmpty() || error.path("pvc").equals(line.path("pvc")));
  }

  private static List<String> kinds(PrewarmResult result) {
    return result.calls().stream()
        .map(call -> String.join(" ", call).replaceAll("[a-z0-9]+/", "/").replaceAll("/.*", ""))
        .toList();
  }

  private PrewarmWorld world(String name) {
    return PrewarmWorld.of(folder.resolve(name), WHOLE.given());
  }
}
