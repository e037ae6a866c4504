package dev.kyverdict.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.explore.SafeMutants.Mutant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** A small fault in a policy of the safe profile is noticed. */
class MutationTest {

  /** What nobody notices, and why. */
  private static final Map<String, String> EQUIVALENT =
      Map.of(
          "restore: jmesPath with '' for ' || `{}`' behind items[0]",
          "no destination is null then, and every field of null is null; a list without items, which"
              + " is no answer of an API server, denies",
          "restore: all without {\"key\":\"{{ restorable }}\",\"operator\":\"Equals\",\"value\":true}",
          "the next rule takes away what was added to a claim that is not restorable",
          "restore: key with '|| `null`' for '|| ''' behind {{ request.object.metadata.name ",
          "null differs from nothing: the rule is skipped as for an empty name");

  private static final Policies SAFE = Faulty.read("safe");
  private static final Map<String, Mutant> MUTANTS = SafeMutants.of(SAFE);

  /**
   * A line of the table.
   *
   * @param name what is wrong
   * @param scenes whether the scenes notice
   * @param exploration what an exploration sees first: kind of claim, invariant, steps; or nothing
   * @param story whether the story with all actors goes wrong
   */
  private record Row(String name, String scenes, String exploration, String story) {

    static Row of(String line) {
      String[] cells = line.split("\t", -1);
      return new Row(cells[0], cells[1], cells[2], cells[3]);
    }

    String line() {
      return String.join("\t", name, scenes, exploration, story);
    }

    boolean isNoticed() {
      return !(scenes + exploration + story).isEmpty();
    }
  }

  private static List<Row> table() {
    return Faulty.text("mutants.tsv").lines().map(Row::of).toList();
  }

  private static Policies faulty(Row row) {
    return java.util.Objects.requireNonNull(MUTANTS.get(row.name()), row.name()).everywhere();
  }

  private static boolean scenesNotice(Policies policies) {
    try {
      return Scenes.differ(policies.policies());
    } catch (IllegalArgumentException refused) {
      return true;
    }
  }

  @Test
  void what_single_claims_are_owed_is_given() {
    assertThat(Scenes.differences(SAFE.policies())).isEmpty();
    assertThat(Scenes.size()).isGreaterThanOrEqualTo(59);
  }

  @Test
  void of_the_faults_of_the_safe_profile_five_in_a_hundred_stay_unseen_at_most() {
    List<Row> table = table();
    assertThat(table).extracting(Row::name).containsExactlyElementsOf(MUTANTS.keySet());
    List<String> unseen = table.stream().filter(it -> !it.isNoticed()).map(Row::name).toList();
    System.out.printf(
        "faults noticed: %d of %d; by exploration alone %d, by scenes alone %d, by a story alone"
            + " %d%n",
        table.size() - unseen.size(),
        table.size(),
        table.stream().filter(it -> !it.exploration().isEmpty()).count(),
        table.stream().filter(it -> !it.scenes().isEmpty()).count(),
        table.stream().filter(it -> !it.story().isEmpty()).count());
    assertThat(table).hasSizeGreaterThanOrEqualTo(77);
    assertThat(table).filteredOn(it -> !it.exploration().isEmpty()).hasSizeGreaterThanOrEqualTo(72);
    assertThat(unseen.size() * 20).isLessThanOrEqualTo(table.size());
    assertThat(unseen).containsExactlyInAnyOrderElementsOf(EQUIVALENT.keySet());
  }

  @Test
  void every_fault_that_the_table_says_is_noticed_by_scenes_is() {
    for (Row row : table()) {
      assertThat(scenesNotice(faulty(row))).as(row.name()).isEqualTo(!row.scenes().isEmpty());
    }
  }

  @Test
  void every_fault_that_the_table_says_is_noticed_by_an_exploration_alone_is_by_the_same_path() {
    Map<String, SmallWorld> kinds = Kinds.all();
    kinds.forEach((kind, world) -> assertThat(Matrix.seen(SAFE, kind, world)).as(kind).isEmpty());
    for (Row row : table()) {
      if (!row.exploration().isEmpty()) {
        String kind = row.exploration().replaceFirst(":.*", "");
        SmallWorld world = java.util.Objects.requireNonNull(kinds.get(kind), kind);
        assertThat(Matrix.seen(faulty(row), kind, world))
            .as(row.name())
            .isEqualTo(row.exploration());
      }
    }
  }

  /**
   * One of these is stricter when a look-up is answered with {@code {}}. Two are in what the
   * message of a denial says, which no invariant asks about.
   */
  @Test
  void every_fault_that_no_exploration_notices_admits_nothing_else_in_any_admission_of_them() {
    Matrix.Answers answers = Matrix.Answers.of(SAFE);
    List<String> owed = answers.by(SAFE);
    int blind = 0;
    for (Row row : table()) {
      if (row.exploration().isEmpty()) {
        blind++;
        List<String> given = answers.by(faulty(row));
        int stricter = 0;
        for (int i = 0; i < owed.size(); i++) {
          boolean denies = given.get(i).startsWith("false");
          assertThat(denies || given.get(i).equals(owed.get(i))).as(row.name()).isTrue();
          stricter += denies && !given.get(i).equals(owed.get(i)) ? 1 : 0;
        }
        System.out.printf(
            "equal on %,d of %,d admissions, denied on the others: %s%n",
            owed.size() - stricter, owed.size(), row.name());
        assertThat(stricter > 0).isEqualTo(row.name().endsWith("behind items[0]"));
      }
    }
    assertThat(blind).isEqualTo(5);
    assertThat(owed).hasSizeGreaterThan(1500);
  }

  /**
   * The next rule takes away what the first one should not have added. Together with a fault of
   * that rule the two are noticed, each of them.
   */
  @Test
  void a_fault_that_the_next_rule_makes_up_for_is_noticed_when_that_one_fails_as_well() {
    String first =
        "restore: all without {\"key\":\"{{ restorable }}\",\"operator\":\"Equals\",\"value\":true}";
    Policies made = java.util.Objects.requireNonNull(MUTANTS.get(first)).everywhere();
    List<String> unnoticed = new ArrayList<>();
    int both = 0;
    for (var second : SafeMutants.of(made).entrySet()) {
      String name = second.getKey();
      if (name.contains("remove")
          || name.contains("restorable")
          || name.contains("spec.dataSource")) {
        both++;
        if (!scenesNotice(second.getValue().everywhere())) {
          unnoticed.add(name);
        }
      }
    }
    System.out.printf("double faults noticed: %d of %d%n", both - unnoticed.size(), both);
    assertThat(unnoticed).isEmpty();
    assertThat(both).isGreaterThanOrEqualTo(14);
  }

  /** What one rule lets through another one catches, as long as not all have the fault. */
  @Test
  @EnabledIfSystemProperty(named = "kyverdict.mutation.all", matches = "true")
  void many_faults_in_one_place_alone_are_made_up_for_and_none_of_those_in_all_places_is() {
    int single = 0;
    int unnoticed = 0;
    int families = 0;
    int noticed = 0;
    for (Row row : table()) {
      List<Policies> places =
          java.util.Objects.requireNonNull(MUTANTS.get(row.name()), row.name()).places();
      long missed = places.stream().filter(it -> !scenesNotice(it)).count();
      single += places.size();
      unnoticed += (int) missed;
      families += missed > 0 ? 1 : 0;
      noticed += missed > 0 && row.isNoticed() ? 1 : 0;
    }
    System.out.printf(
        "faults in one place alone: %d of %d unnoticed by scenes; of their %d families %d are"
            + " noticed when all places have the fault%n",
        unnoticed, single, families, noticed);
    assertThat(unnoticed).isPositive();
    assertThat(families - noticed).isLessThanOrEqualTo(EQUIVALENT.size());
  }

  @Test
  @EnabledIfSystemProperty(named = "kyverdict.mutation.all", matches = "true")
  void the_table_is_what_comes_out() throws IOException {
    List<String> lines = new ArrayList<>();
    MUTANTS.forEach(
        (name, mutant) -> {
          Policies policies = mutant.everywhere();
          String scenes = scenesNotice(policies) ? "noticed" : "";
          String story = Life.goesWell(policies) ? "" : "noticed";
          lines.add(new Row(name, scenes, Matrix.seen(policies), story).line());
        });
    assertThat(Life.goesWell(SAFE)).isTrue();
    Path written = Files.createTempFile("mutants", ".tsv");
    Files.write(written, lines);
    assertThat(lines).as(written.toString()).isEqualTo(table().stream().map(Row::line).toList());
  }
}
