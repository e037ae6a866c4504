package dev.kyverdict.cluster.api;

import dev.kyverdict.cluster.actor.Actor;
import dev.kyverdict.cluster.actor.Host;

/** A process that serves webhooks. */
public interface WebhookServer extends Actor {

  /**
   * Its webhooks as the API server of a cluster calls them. What is registered stays registered
   * while the process does not run.
   *
   * @param host the cluster as this process has it
   * @param running whether the process runs: else nobody listens
   */
  AdmissionWebhooks webhooks(Host host, boolean running);
}
