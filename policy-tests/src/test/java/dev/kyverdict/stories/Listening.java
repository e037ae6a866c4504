package dev.kyverdict.stories;

import dev.kyverdict.replay.Exchange;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Who has stories told, to tell them elsewhere. */
final class Listening {

  private static final ThreadLocal<Optional<Consumer<Told>>> LISTENER =
      ThreadLocal.withInitial(Optional::empty);

  private Listening() {}

  /**
   * A story with everything that was asked of its cluster.
   *
   * @param profile whose manifests it was
   * @param name of its time line
   * @param exchanges in order
   */
  record Told(Profile profile, String name, List<Exchange> exchanges) {

    @Override
    public String toString() {
      return name + ", " + profile;
    }
  }

  /** Somebody has told a story. */
  static void tell(Told told) {
    LISTENER.get().ifPresent(it -> it.accept(told));
  }

  /** Runs tests in this thread and hears their stories; what the listener throws fails a story. */
  static TestExecutionSummary to(List<Class<?>> tests, Consumer<Told> listener) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(tests.stream().map(DiscoverySelectors::selectClass).toList())
            .configurationParameter("junit.jupiter.execution.parallel.enabled", "false")
            .build();
    SummaryGeneratingListener summary = new SummaryGeneratingListener();
    LISTENER.set(Optional.of(listener));
    try {
      LauncherFactory.create().execute(request, summary);
    } finally {
      LISTENER.remove();
    }
    return summary.getSummary();
  }
}
