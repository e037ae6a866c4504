package dev.kyverdict.cluster.api;

import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.Request;
import dev.kyverdict.cluster.actor.Change;
import java.time.Instant;
import java.util.Optional;

/** What an API server in memory needs around it. */
public interface Surroundings {

  /** What time it is. */
  Instant now();

  /** The webhooks that it calls. */
  AdmissionWebhooks webhooks();

  /** Takes every change of an object. */
  void changed(Change change);

  /** What another server answers, for which this one stands: an aggregated API. */
  default Optional<Reply> elsewhere(Request request) {
    return Optional.empty();
  }
}
