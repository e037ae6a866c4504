package dev.kyverdict.live;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/** Keeps the logs of the real cluster when a test that uses it fails, and says where they are. */
public final class LogsOfFailures implements TestWatcher {

  @Override
  public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
    Live.started()
        .ifPresent(
            cluster -> {
              cluster.keepLogs();
              System.out.println(
                  context.getDisplayName() + ": the logs will be in " + cluster.folder());
            });
  }
}
