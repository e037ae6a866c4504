package dev.kyverdict.engine.context;

import dev.kyverdict.engine.EvaluationException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a call brought.
 *
 * @param tree as JSON, its numbers as float64; empty when it is none
 * @param text the text of what is no JSON
 * @param size its bytes
 */
record Payload(Optional<JsonNode> tree, String text, long size) {

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(1000)
                          .maxStringLength(Integer.MAX_VALUE)
                          .maxNumberLength(Integer.MAX_VALUE)
                          .maxNameLength(Integer.MAX_VALUE)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** How much of a text stands in an error on either side of its place, and once more around it. */
  private static final int NEAR = 10;

  private static final int FAR = 50;

  static Payload of(JsonNode tree) {
    return new Payload(Optional.of(JsonSize.floats(tree)), "", JsonSize.plain(tree));
  }

  static Payload of(String text) {
    long size = text.getBytes(StandardCharsets.UTF_8).length;
    return new Payload(parsed(text), text, size);
  }

  private static Optional<JsonNode> parsed(String text) {
    try {
      JsonNode tree = MAPPER.readTree(text);
      return tree.isMissingNode() ? Optional.empty() : Optional.of(JsonSize.floats(tree));
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  /** Whether the bytes are the same, as far as trees tell. */
  boolean sameAs(Payload other) {
    return size == other.size()
        && tree.isPresent()
        && other.tree().isPresent()
        && tree.get().toString().equals(other.tree().get().toString());
  }

  /** The tree, or the error of the reader that puts data into the context. */
  JsonNode treeForContext() {
    return tree.orElseThrow(() -> new EvaluationException(contextError()));
  }

  /** The tree, or the error of the reader that gives data to a query. */
  JsonNode treeForQuery() {
    return tree.orElseThrow(
        () -> new EvaluationException("failed to unmarshal JSON: " + text + ", error: " + error()));
  }

  private String contextError() {
    if (hasOddKey()) {
      int at = keyStart() + 1;
      return "ReadMapCB: expect \" after {, but found "
          + text.charAt(keyStart())
          + ", error found in #"
          + place(at);
    }
    int at = isValueStart() ? text.length() : start();
    return "Read: unexpected value type: 0, error found in #" + place(at);
  }

  private String place(int at) {
    return Math.min(at, NEAR)
        + (" byte of ...|" + around(at, NEAR) + "|..., bigger context ...|" + around(at, FAR))
        + "|...";
  }

  private String around(int at, int width) {
    return text.substring(Math.max(0, at - width), Math.min(text.length(), at + width));
  }

  private String error() {
    if (hasOddKey()) {
      return "invalid character '%s' looking for beginning of object key string"
          .formatted(text.charAt(keyStart()));
    }
    return start() < text.length() && !isValueStart()
        ? "invalid character '" + text.charAt(start()) + "' looking for beginning of value"
        : "unexpected end of JSON input";
  }

  /** Whether it is an object whose first key is none. */
  private boolean hasOddKey() {
    return start() < text.length()
        && text.charAt(start()) == '{'
        && keyStart() < text.length()
        && "\"}".indexOf(text.charAt(keyStart())) < 0;
  }

  private int keyStart() {
    return after(start() + 1);
  }

  private int start() {
    return after(0);
  }

  /** Where the white space from a place on ends. */
  private int after(int from) {
    int start = from;
    while (start < text.length() && " \t\r\n".indexOf(text.charAt(start)) >= 0) {
      start++;
    }
    return start;
  }

  private boolean isValueStart() {
    return start() < text.length() && "{[\"-0123456789tfn".indexOf(text.charAt(start())) >= 0;
  }
}
