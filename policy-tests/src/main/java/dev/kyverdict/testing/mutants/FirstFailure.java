package dev.kyverdict.testing.mutants;

import java.util.Optional;
import org.junit.platform.engine.CancellationToken;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/** Ends a run at the first failure: one is enough. */
final class FirstFailure implements TestExecutionListener {

  private final CancellationToken token = CancellationToken.create();
  private Optional<Throwable> failure = Optional.empty();
  private boolean passed;

  CancellationToken token() {
    return token;
  }

  @Override
  public synchronized void executionFinished(
      TestIdentifier identifier, TestExecutionResult result) {
    if (result.getStatus() == Status.FAILED && failure.isEmpty()) {
      failure = Optional.of(result.getThrowable().orElseGet(() -> new AssertionError("failed")));
      token.cancel();
    }
    passed |= identifier.isTest() && result.getStatus() == Status.SUCCESSFUL;
  }

  /** What failed first; that no test passed is a failure too. */
  synchronized Optional<Throwable> failure() {
    return failure.isPresent() || passed ? failure : Optional.of(new AssertionError("no test ran"));
  }
}
