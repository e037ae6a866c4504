package dev.kyverdict.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.referee.Project;
import dev.kyverdict.world.Inventory;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is not told apart makes no difference: the same invariants break, with and without. */
class ReductionsTest {

  private static final SmallWorld TWINS =
      SmallWorld.of(
          Inventory.read(Project.root().resolve("examples/cluster.yaml")),
          "karakeep/data-pvc",
          "karakeep/meilisearch-pvc");

  private static final List<Policies> ALL =
      Stream.concat(
              Stream.of(Faulty.read("safe")), Stream.of(Faulty.values()).map(Faulty::policies))
          .toList();

  private static final Map<List<Object>, Exploration> EXPLORED = new HashMap<>();

  /** Several reductions are compared with the same exploration, so that is done once. */
  private static Exploration explored(Policies policies, SmallWorld world, Bound bound) {
    return EXPLORED.computeIfAbsent(
        List.of(policies, world, bound),
        it -> Explorer.explore(policies).over(world).within(bound));
  }

  private static Set<String> verdicts(Exploration of) {
    Set<String> verdicts = new TreeSet<>();
    of.witnesses().forEach(it -> verdicts.add(it.invariant() + (it.provoked() ? "*" : "")));
    of.window().map(Duration::toString).ifPresent(verdicts::add);
    return verdicts;
  }

  @ParameterizedTest
  @EnumSource
  void without_a_reduction_there_are_more_states_and_the_same_verdicts(Reduction reduction) {
    SmallWorld world = reduction == Reduction.SYMMETRY ? TWINS : Faulty.ONE;
    Bound bound =
        switch (reduction) {
          case SYMMETRY -> Bound.USUAL.backups(1).depth(12);
          case UNREAD -> Bound.USUAL.faults(0).depth(1000);
          case EAGER_PODS, EAGER_END -> Bound.USUAL.backups(1).depth(1000);
        };
    for (Policies policies : ALL) {
      Exploration reduced = explored(policies, world, bound);
      Exploration full = explored(policies, world, bound.reducedBy(Faulty.without(reduction)));

      assertThat(verdicts(full))
          .as(reduction + " " + policies.edits())
          .isEqualTo(verdicts(reduced));
      assertThat(full.figures().states()).isGreaterThan(reduced.figures().states());
    }
    assertThat(ALL).hasSize(6);
  }
}
