package dev.kyverdict.cluster.actor;

import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.Request;

/**
 * A process that answers over HTTP, beside the API server: an object store, a storage system. What
 * it keeps is its own state; others learn of it by asking ({@link Host#fetch}).
 */
public interface WebServer extends Actor {

  /** Whether a URL is one of its own. */
  boolean serves(String url);

  /** Answers; the path of the request is the whole URL. */
  Reply answer(Host host, Request request);

  /** A server that only answers watches nothing. */
  @Override
  default boolean watches(String group, String kind) {
    return false;
  }

  @Override
  default void started(Host host) {}

  @Override
  default void changed(Host host, Change change) {}

  @Override
  default void run(Host host, Work work) {}
}
