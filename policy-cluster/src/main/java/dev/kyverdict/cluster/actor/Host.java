package dev.kyverdict.cluster.actor;

import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.Request;
import java.time.Duration;
import java.time.Instant;

/** The cluster as one of its actors has it. */
public interface Host {

  /** What time it is. */
  Instant now();

  /** Sends a request to the API server. */
  Reply call(Request request);

  /** Asks to be run after some time. */
  void after(Duration delay, Work work);

  /** The next number by chance, of the cluster's seed, from 0 to less than the bound. */
  int random(int bound);
}
