package dev.kyverdict.cluster.api;

import dev.kyverdict.cluster.actor.Change;
import java.time.Instant;

/** What an API server in memory needs around it. */
public interface Surroundings {

  /** What time it is. */
  Instant now();

  /** The webhooks that it calls. */
  AdmissionWebhooks webhooks();

  /** Takes every change of an object. */
  void changed(Change change);
}
