package dev.kyverdict.cluster;

/** Whoever sends requests to an API server. */
public interface Caller {

  /** Sends a request to the API server. */
  Reply call(Request request);
}
