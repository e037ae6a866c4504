package dev.kyverdict.cluster;

import java.time.Instant;
import java.util.Map;

/**
 * A line of the API server's audit log.
 *
 * @param at when the request was answered
 * @param user the user's name
 * @param verb Kubernetes' verb: {@code get}, {@code list}, {@code create} …
 * @param path the path with its query
 * @param status the HTTP status of the answer
 * @param annotations what admission noted, such as the patches of webhooks
 */
public record AuditEntry(
    Instant at,
    String user,
    String verb,
    String path,
    int status,
    Map<String, String> annotations) {

  /** Copies the map. */
  public AuditEntry {
    annotations = Map.copyOf(annotations);
  }

  @Override
  public String toString() {
    return at + " " + user + " " + verb + " " + path + " " + status;
  }
}
