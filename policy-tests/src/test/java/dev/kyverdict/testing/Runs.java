package dev.kyverdict.testing;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Runs test classes inside of a test. */
public final class Runs {

  private Runs() {}

  /** Runs one. */
  public static TestExecutionSummary of(Class<?> test, String... parameters) {
    var request =
        LauncherDiscoveryRequestBuilder.request().selectors(DiscoverySelectors.selectClass(test));
    for (String parameter : parameters) {
      List<String> sides = Arrays.asList(parameter.split("=", 2));
      request.configurationParameter(sides.getFirst(), sides.getLast());
    }
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherFactory.create().execute(request.build(), listener);
    return listener.getSummary();
  }

  /** The messages of all failures, without what happened around them. */
  public static String failures(Class<?> test, String... parameters) {
    return of(test, parameters).getFailures().stream()
        .map(failure -> String.valueOf(failure.getException().getMessage()))
        .map(message -> message.split("\n\nwhat happened", 2)[0].strip())
        .collect(Collectors.joining("\n\n"));
  }
}
