package dev.kyverdict.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** Counts the stories of each profile, and says at the end of the run how many were kept. */
final class Summary implements AfterTestExecutionCallback, AfterAllCallback {

  /** How many there were and how many held, by profile. */
  private static final class Count implements AutoCloseable {

    private final Map<String, Set<String>> held = new TreeMap<>();
    private final Map<String, Set<String>> told = new TreeMap<>();

    void add(String profile, String story, boolean success) {
      told.computeIfAbsent(profile, it -> new TreeSet<>()).add(story);
      if (success) {
        held.computeIfAbsent(profile, it -> new TreeSet<>()).add(story);
      }
    }

    private String of(String profile) {
      int kept = held.getOrDefault(profile, Set.of()).size();
      return kept + " of " + told.getOrDefault(profile, Set.of()).size();
    }

    /** Of one test class, so that another one's failure is not counted twice. */
    void assertHeld(String prefix) {
      told.forEach(
          (profile, stories) ->
              assertThat(held.getOrDefault(profile, Set.of()))
                  .as("stories of %s", profile)
                  .containsAll(stories.stream().filter(it -> it.startsWith(prefix)).toList()));
    }

    /** At the end of the run. */
    @Override
    public void close() {
      told.keySet().forEach(it -> System.out.println("stories: " + of(it) + " " + it));
    }
  }

  private static Count count(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.create(Summary.class))
        .computeIfAbsent(Count.class, it -> new Count(), Count.class);
  }

  @Override
  public void afterTestExecution(ExtensionContext context) {
    String name = context.getDisplayName();
    String profile = name.startsWith("as-planned") || name.startsWith("safe") ? name : "both";
    String story =
        context.getRequiredTestClass().getName() + " " + context.getRequiredTestMethod().getName();
    count(context).add(profile, story, context.getExecutionException().isEmpty());
  }

  @Override
  public void afterAll(ExtensionContext context) {
    count(context).assertHeld(context.getRequiredTestClass().getName() + " ");
  }
}
