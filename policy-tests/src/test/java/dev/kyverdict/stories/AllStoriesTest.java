package dev.kyverdict.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Nothing that the plan tells is left out. */
class AllStoriesTest {

  private static final List<Class<?>> STORIES =
      List.of(
          PlanScenariosTest.class, PlanTestsTest.class, ProblemsTest.class, ProblemFourTest.class);

  private static Stream<String> stories() {
    return STORIES.stream()
        .flatMap(it -> Stream.of(it.getDeclaredMethods()))
        .filter(
            it -> it.isAnnotationPresent(EachProfile.class) || it.isAnnotationPresent(Test.class))
        .map(Method::getName);
  }

  @Test
  void every_scenario_test_and_problem_of_the_plan_is_told() {
    assertThat(begun("scenario_", 4)).as("scenarios").isEqualTo(4);
    assertThat(begun("test_", 5)).as("tests").isEqualTo(5);
    assertThat(begun("problem_", 4)).as("problems").isEqualTo(4);
    assertThat(stories().filter(it -> it.startsWith("test_5_edge_cases_"))).hasSize(4);
    assertThat(stories().filter(it -> it.startsWith("problem_4_hypothesis_"))).hasSize(5);
    assertThat(stories()).as("stories: 33 of 33").hasSize(33);
  }

  private static long begun(String kind, int count) {
    return IntStream.rangeClosed(1, count)
        .filter(number -> stories().anyMatch(it -> it.startsWith(kind + number + "_")))
        .count();
  }
}
