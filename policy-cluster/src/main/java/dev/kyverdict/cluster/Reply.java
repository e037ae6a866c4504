package dev.kyverdict.cluster;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** What comes back of a request. */
public sealed interface Reply {

  /** The HTTP status; 0 when there is none. */
  int status();

  /** The body; a missing node when there is none. */
  default JsonNode body() {
    return this instanceof Answered answered ? answered.content() : MissingNode.getInstance();
  }

  /** The texts of the Warning headers, in order. */
  default List<String> warnings() {
    return this instanceof Answered answered ? answered.warningTexts() : List.of();
  }

  /** Whether it was done. */
  default boolean ok() {
    return status() >= 200 && status() < 300;
  }

  /** {@code message} of a Kubernetes Status, or why there was no such answer. */
  default String message() {
    return switch (this) {
      case Answered answered -> answered.content().path("message").asString("");
      case Garbled garbled -> garbled.text();
      case NoAnswer none -> none.why().text();
    };
  }

  /**
   * An answer in JSON.
   *
   * @param status the HTTP status
   * @param content the body: an object, a list, or a Status
   * @param warningTexts the texts of the Warning headers, without code and agent
   */
  record Answered(int status, JsonNode content, List<String> warningTexts) implements Reply {

    /** Copies the list. */
    public Answered {
      warningTexts = List.copyOf(warningTexts);
    }
  }

  /**
   * An answer over HTTP that is no JSON.
   *
   * @param status the HTTP status
   * @param text the body
   */
  record Garbled(int status, String text) implements Reply {}

  /**
   * No answer over HTTP.
   *
   * @param why what happened instead
   */
  record NoAnswer(Why why) implements Reply {
    @Override
    public int status() {
      return 0;
    }
  }

  /** Why there is no answer. */
  enum Why {
    /** Nobody listens. */
    REFUSED("connection refused"),
    /** The client gave up. */
    TIMED_OUT("the request timed out"),
    /** Nothing ever comes, and the client waits for ever. */
    HANGS("no answer ever comes");

    private final String text;

    Why(String text) {
      this.text = text;
    }

    /** In words. */
    public String text() {
      return text;
    }
  }
}
