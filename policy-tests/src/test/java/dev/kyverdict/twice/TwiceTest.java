package dev.kyverdict.twice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.cluster.live.Installation;
import dev.kyverdict.live.Live;
import dev.kyverdict.referee.Project;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.MissingNode;

/**
 * The same cases in a simulated cluster and in a real one: answers, messages, warnings, objects,
 * Kyverno's calls, what it generates, its update requests and events. What the real one said stands
 * in a transcript, so that the simulated one is judged where there is no real one; where its
 * programs are built the real one is asked again, unless {@code -Dkyverdict.judge=simulated} says
 * no, and {@code -Dkyverdict.twice.record=true} writes its answers down.
 */
@TestInstance(Lifecycle.PER_CLASS)
class TwiceTest {

  private static final Path BINARIES = Path.of("tools", "bin");
  private static final int ONCE_MORE = 2;

  private final Map<String, JsonNode> transcript = Transcript.read();
  private final KnownDifferences known = KnownDifferences.read("differences.tsv");
  private final Map<String, List<String>> differences = new LinkedHashMap<>();
  private final Map<String, ArrayNode> simulated;
  private int agreed;

  TwiceTest() {
    Project.shared("crds/volsync");
    simulated = SimulatedJudge.judge(Scenes.all());
  }

  private Stream<String> cases() {
    return Stream.concat(transcript.keySet().stream(), simulated.keySet().stream()).distinct();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void a_simulated_cluster_does_what_a_real_one_did(String name) {
    List<String> found = compare(name, simulated);
    differences.put(name, found);

    assertThat(known.unexplained(Map.of(name, found))).isEmpty();
    agreed += found.isEmpty() ? 1 : 0;
  }

  @AfterAll
  void no_reason_is_out_of_date() {
    System.out.printf("the same test twice: %d of %d%n", agreed, differences.size());
    if (differences.size() >= transcript.size()) {
      assertThat(known.stale(differences)).as("reasons for what does not differ").isEmpty();
    }
  }

  @Test
  void there_are_enough_cases() {
    assertThat(transcript).hasSizeGreaterThan(60);
  }

  @Test
  @ResourceLock(Live.LOCK)
  void a_real_cluster_does_what_it_did() {
    Assumptions.assumeFalse(
        "simulated".equals(System.getProperty("kyverdict.judge")), "-Dkyverdict.judge=simulated");
    Installation installation =
        Installation.of(Project.root().resolve(BINARIES))
            .with(
                List.of(
                    Project.shared("crds/volsync"),
                    Project.shared("crds/snapshot"),
                    Project.shared("crds/external-secrets")));
    Project.requireFromTools(
        installation.missing().isEmpty(), installation.missing().orElse("the programs"));
    Map<String, ArrayNode> live = LiveJudge.judge(installation, Scenes.all());
    if (Boolean.getBoolean("kyverdict.twice.record")) {
      Transcript.write(live);
      return;
    }

    List<Scene> differing = differing(live);
    for (int again = 0; again < ONCE_MORE && !differing.isEmpty(); again++) {
      live.putAll(LiveJudge.judgeApart(installation, differing));
      differing = differing(live);
    }
    List<String> changed = new ArrayList<>();
    live.keySet().forEach(name -> compare(name, live).forEach(it -> changed.add(name + " " + it)));
    System.out.printf("the same test twice, live: %d cases%n", live.size());
    assertThat(changed).isEmpty();
  }

  /** A busy machine lets a real cluster time out now and then: what it does always counts. */
  private List<Scene> differing(Map<String, ArrayNode> seen) {
    List<Scene> differing =
        Scenes.all().stream()
            .filter(scene -> scene.notes().anyMatch(note -> differs(note, seen)))
            .toList();
    differing.forEach(scene -> System.out.println(scene.name() + ": differs, asked once more"));
    return differing;
  }

  private boolean differs(String note, Map<String, ArrayNode> seen) {
    return seen.containsKey(note) && !compare(note, seen).isEmpty();
  }

  private List<String> compare(String name, Map<String, ArrayNode> seen) {
    JsonNode expected = transcript.getOrDefault(name, MissingNode.getInstance());
    ArrayNode actual = seen.get(name);
    if (actual == null) {
      return List.of("/case: nobody plays it");
    }
    return Slim.differences("", expected, Slim.tree(actual));
  }
}
