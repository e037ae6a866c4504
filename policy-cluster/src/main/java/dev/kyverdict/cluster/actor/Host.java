package dev.kyverdict.cluster.actor;

import dev.kyverdict.cluster.Caller;
import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.Request;
import dev.kyverdict.engine.admission.Decision;
import java.time.Duration;
import java.time.Instant;

/** The cluster as one of its actors has it. */
public interface Host extends Caller {

  /** What time it is. */
  Instant now();

  /** Sends a request to a web service; its path is a whole URL. */
  Reply fetch(Request request);

  /** Asks to be run after some time. */
  void after(Duration delay, Work work);

  /**
   * Somebody waits for this process in vain: time passes, and what falls due meanwhile happens, but
   * for what a process does that is itself in the middle of something.
   */
  void stall(Duration time);

  /** Lets whoever watches the cluster know what Kyverno decided, and on which grounds. */
  void decided(Decision decision);

  /** The next number by chance, of the cluster's seed, from 0 to less than the bound. */
  int random(int bound);
}
