package dev.kyverdict.stories;

import dev.kyverdict.replay.Heard;
import dev.kyverdict.replay.Recording;
import dev.kyverdict.replay.Tale;
import java.util.ArrayList;
import java.util.List;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Has the stories of test classes told, in order to tell them elsewhere. */
final class Listening implements TestExecutionListener {

  private final boolean whole;
  private final List<Tale> tales = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();

  private Listening(boolean whole) {
    this.whole = whole;
  }

  /**
   * Runs tests in this thread; whatever happened in their clusters is a tale.
   *
   * @param whole with what neither Kyverno nor a controller looks at
   */
  static List<Tale> to(List<Class<?>> tests, boolean whole) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(tests.stream().map(DiscoverySelectors::selectClass).toList())
            .configurationParameter("junit.jupiter.execution.parallel.enabled", "false")
            .build();
    Listening listening = new Listening(whole);
    Heard.begin();
    try {
      LauncherFactory.create().execute(request, listening);
    } finally {
      Heard.end();
    }
    if (!listening.failures.isEmpty()) {
      throw new AssertionError("stories fail before anybody hears them: " + listening.failures);
    }
    return listening.tales;
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    result.getThrowable().ifPresent(it -> failures.add(test.getDisplayName() + ": " + it));
    if (!test.isTest()) {
      return;
    }
    List<Recording> recordings = Heard.taken();
    for (int i = 0; i < recordings.size(); i++) {
      tales.add(recordings.get(i).tale(name(test), i + 1, whole));
    }
  }

  private static String name(TestIdentifier test) {
    String method =
        test.getSource()
            .filter(MethodSource.class::isInstance)
            .map(it -> ((MethodSource) it).getMethodName())
            .orElse("");
    return test.getDisplayName().startsWith(method) ? method : method + " " + test.getDisplayName();
  }
}
