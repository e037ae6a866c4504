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
}
