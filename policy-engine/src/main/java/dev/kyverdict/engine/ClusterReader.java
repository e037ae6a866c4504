package dev.kyverdict.engine;

import dev.kyverdict.model.ContextEntry;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** All that the engine asks of the world: the API server, web services, Kyverno's own caches. */
public interface ClusterReader extends ObjectReader {

  /** Makes a call. Called once for each call that Kyverno would make, in its order. */
  Answer call(Call call);

  /**
   * The ConfigMap, as the API server has it; empty when there is none.
   *
   * @throws EvaluationException in the API server's words, when it does not give it away
   */
  Optional<JsonNode> configMap(String namespace, String name);

  /**
   * An entry of Kyverno's global context.
   *
   * @param name the name of the GlobalContextEntry
   * @param projection the projection, empty for the whole
   */
  Global global(String name, String projection);

  /**
   * A request.
   *
   * @param target whom it goes to
   * @param method GET or POST
   * @param url the path at the API server, with its query, or the URL of the service
   * @param headers of a service call
   * @param data the body of a POST; a missing node for GET
   */
  record Call(
      Target target,
      ContextEntry.Method method,
      String url,
      List<ContextEntry.Header> headers,
      JsonNode data) {

    /** Copies the list. */
    public Call {
      headers = List.copyOf(headers);
    }

    /** {@code GET /path} or {@code GET http://…}. */
    @Override
    public String toString() {
      return method + " " + url;
    }
  }

  /** Who is asked. */
  enum Target {
    /** The API server. */
    API_SERVER,
    /** A web service. */
    SERVICE
  }

  /** What comes back. */
  sealed interface Answer {

    /**
     * An answer over HTTP with a JSON body.
     *
     * @param status the HTTP status
     * @param body the body
     */
    record Json(int status, JsonNode body) implements Answer {}

    /**
     * An answer over HTTP with any body.
     *
     * @param status the HTTP status
     * @param body the body as text
     */
    record Text(int status, String body) implements Answer {}

    /** The call ran into a time-out of the client. */
    record TimedOut() implements Answer {}

    /** No connection. */
    record Refused() implements Answer {}

    /**
     * Any other failure beneath HTTP.
     *
     * @param cause its text
     */
    record Broken(String cause) implements Answer {}

    /** Nothing ever comes back: the API server gives up on the webhook first. */
    record Hangs() implements Answer {}
  }

  /** An entry of the global context. */
  sealed interface Global {

    /**
     * Data.
     *
     * @param data as stored
     */
    record Data(JsonNode data) implements Global {}

    /**
     * The entry is there and in error, or lacks the projection.
     *
     * @param error the text
     */
    record Failed(String error) implements Global {}

    /** There is no such entry. */
    record Absent() implements Global {}
  }

  /** A cluster that answers 404 to every call and holds nothing. */
  ClusterReader EMPTY = answering(new Answer.Text(404, ""));

  /** A cluster that gives one answer to every call and holds nothing else. */
  static ClusterReader answering(Answer answer) {
    return answering(call -> answer);
  }

  /** A cluster that answers calls and holds nothing else. */
  static ClusterReader answering(Function<Call, Answer> answers) {
    return new EmptyCluster(answers);
  }
}
