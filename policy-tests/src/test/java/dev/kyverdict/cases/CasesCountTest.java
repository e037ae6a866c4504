package dev.kyverdict.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.referee.Project;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** That none of the cases is left out, and how they all come out. */
class CasesCountTest {

  private static final List<Class<?>> CLASSES =
      List.of(
          CasesOfManifestsTest.class,
          CasesOfAdmissionTest.class,
          CasesOfPrewarmTest.class,
          CasesOfTimeTest.class);
  private static final Pattern CASE = Pattern.compile("case (\\d+)");
  private static final Pattern LIVE = Pattern.compile("live (\\d\\d[^,; ]*)/([^,; ]+)");

  private static List<Row> expected() {
    return Cases.all().stream().map(Case::expected).toList();
  }

  @Test
  void the_numbers_are_1_to_74() {
    assertThat(expected())
        .extracting(Row::number)
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 74).boxed().toList());
  }

  @Test
  void each_case_has_a_test_of_its_name() {
    List<String> tests =
        CLASSES.stream()
            .flatMap(it -> Stream.of(it.getDeclaredMethods()))
            .map(Method::getName)
            .filter(it -> it.startsWith("case_"))
            .sorted()
            .toList();

    assertThat(tests).containsExactlyElementsOf(expected().stream().map(Row::method).toList());
  }

  @Test
  void all_of_them_come_out_as_the_table_says() {
    List<Row> ran = Cases.all().stream().map(Cases::ran).toList();

    System.out.println(CasesPage.summary(ran));
    assertThat(ran).containsExactlyElementsOf(expected());
    assertThat(Cases.count(ran))
        .isEqualTo(Map.of("won, won", 58L, "lost, won", 14L, "lost, lost", 2L));
    assertThat(ran).filteredOn(it -> it.form() == Outcome.WON).isEmpty();
  }

  @Test
  void a_sync_of_18_destinations_at_every_tick_is_5184_a_day() {
    assertThat(RestoreStories.syncsADay(RestoreStories.syncedEveryTick())).isEqualTo(5184);
  }

  @Test
  void the_page_of_the_cases_is_up_to_date() throws IOException {
    Path page = Project.root().resolve("docs/cases.md");
    String text = CasesPage.of(Cases.all().stream().map(Cases::ran).toList());
    if (Boolean.getBoolean("kyverdict.cases.record")) {
      Files.writeString(page, text);
    }

    assertThat(Files.readString(page)).isEqualTo(text);
  }

  @Test
  void the_page_of_the_limits_has_a_paragraph_for_each_case_that_ours_loses() throws IOException {
    String page = Files.readString(Project.root().resolve("docs/limits.md"));
    TreeSet<Integer> told = new TreeSet<>();
    for (String section : page.split("(?m)^## ", -1)) {
      if (!section.startsWith("Windows")) {
        CASE.matcher(section).results().forEach(it -> told.add(Integer.parseInt(it.group(1))));
      }
    }

    assertThat(told)
        .containsExactlyElementsOf(
            expected().stream().filter(it -> it.ours() == Outcome.LOST).map(Row::number).toList());
  }

  @Test
  void the_simulated_cluster_says_of_each_recording_what_the_real_one_said() throws IOException {
    Map<String, String> recorded = new TreeMap<>();
    Path table = Project.root().resolve("policy-tests/src/test/resources/cases/live.tsv");
    for (String line : Files.readAllLines(table)) {
      String[] cells = line.split("\t", -1);
      recorded.put(cells[0], cells[1]);
    }
    Map<String, String> played = new TreeMap<>();
    Cases.all().stream()
        .flatMap(it -> it.lives().stream())
        .forEach(it -> played.put(it.id(), it.played().get()));

    assertThat(played).isEqualTo(recorded).hasSize(10);
    assertThat(played.keySet())
        .as("every recording that the table names is played")
        .containsExactlyInAnyOrderElementsOf(named());
  }

  private static List<String> named() {
    return expected().stream()
        .flatMap(it -> LIVE.matcher(it.judgedBy()).results())
        .map(it -> it.group(1) + "/" + it.group(2))
        .toList();
  }

  @Test
  void the_table_of_the_recordings_is_what_was_recorded() throws IOException {
    Path index = Project.shared("conformance/live/INDEX.tsv");
    Map<String, String> recorded = new TreeMap<>();
    for (String line : Files.readAllLines(index)) {
      String[] cells = line.split("\t", -1);
      recorded.put(
          cells[0] + "/" + cells[1], cells[3] + (cells[4].isEmpty() ? "" : " with a source"));
    }
    List<String> table =
        Files.readAllLines(
            Project.root().resolve("policy-tests/src/test/resources/cases/live.tsv"));

    assertThat(named()).allSatisfy(it -> assertThat(table).contains(it + "\t" + recorded.get(it)));
  }
}
