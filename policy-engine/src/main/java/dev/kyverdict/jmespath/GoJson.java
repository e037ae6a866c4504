package dev.kyverdict.jmespath;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON as Go's {@code encoding/json} reads it: every number is a double, one out of its range is an
 * error, half a surrogate pair becomes U+FFFD, of two members with one name the last one counts.
 */
final class GoJson {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** How deep data may be nested, as it is for JSON that is read elsewhere; Go allows 10,000. */
  private static final int MAX_DATA_DEPTH = 500;

  private static final JsonFactory LITERALS = factory(JmesPathParser.MAX_DEPTH);

  private static final JsonFactory DATA = factory(MAX_DATA_DEPTH);

  /** An escape; group 1 is half a surrogate pair, which Jackson refuses in names. */
  private static final Pattern HALF_PAIR =
      Pattern.compile(
          "\\\\(?:u[dD][89abAB]\\p{XDigit}{2}\\\\u[dD][c-fC-F]\\p{XDigit}{2}"
              + "|(u[dD][89a-fA-F]\\p{XDigit}{2})|.)",
          Pattern.DOTALL);

  private GoJson() {}

  /** The text is not JSON, or not in Go. */
  static final class InvalidJsonException extends Exception {
    InvalidJsonException(String problem) {
      super(problem);
    }
  }

  private static JsonFactory factory(int depth) {
    return JsonFactory.builder()
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(depth)
                .maxNumberLength(Integer.MAX_VALUE)
                .maxStringLength(Integer.MAX_VALUE)
                .maxNameLength(Integer.MAX_VALUE)
                .build())
        .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
        .build();
  }

  /** Reads a literal of an expression. */
  static JsonNode read(String json) throws InvalidJsonException {
    return read(json, LITERALS);
  }

  /** Reads data, which may be nested deeper than an expression. */
  static JsonNode readData(String json) throws InvalidJsonException {
    return read(json, DATA);
  }

  private static JsonNode read(String json, JsonFactory factory) throws InvalidJsonException {
    String wellFormed = HALF_PAIR.matcher(json).replaceAll(GoJson::wellFormed);
    try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), wellFormed)) {
      return read(parser);
    } catch (JacksonException e) {
      throw new InvalidJsonException(e.getOriginalMessage());
    }
  }

  private static String wellFormed(MatchResult escape) {
    return escape.group(1) == null ? Matcher.quoteReplacement(escape.group()) : "\\\\ufffd";
  }

  private static JsonNode read(JsonParser parser) throws InvalidJsonException {
    ArrayNode root = NODES.arrayNode();
    Deque<JsonNode> open = new ArrayDeque<>();
    open.push(root);
    for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
      if (token.isStructEnd()) {
        open.pop();
      } else if (token != JsonToken.PROPERTY_NAME) {
        JsonNode value = value(parser, token);
        add(open.element(), parser, value);
        if (token.isStructStart()) {
          open.push(value);
        }
      }
    }
    if (root.size() != 1) {
      throw new InvalidJsonException(root.isEmpty() ? "it is empty" : "more than one value");
    }
    return root.get(0);
  }

  private static void add(JsonNode container, JsonParser parser, JsonNode value) {
    switch (container) {
      case ObjectNode object -> object.set(parser.currentName(), value);
      case ArrayNode array -> array.add(value);
      default -> throw new IllegalStateException("neither list nor object: " + container);
    }
  }

  private static JsonNode value(JsonParser parser, JsonToken token) throws InvalidJsonException {
    return switch (token) {
      case START_OBJECT -> NODES.objectNode();
      case START_ARRAY -> NODES.arrayNode();
      case VALUE_STRING -> NODES.stringNode(parser.getString());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser.getString());
      case VALUE_TRUE, VALUE_FALSE -> NODES.booleanNode(token == JsonToken.VALUE_TRUE);
      case VALUE_NULL -> NODES.nullNode();
      default -> throw new IllegalStateException("not a value: " + token);
    };
  }

  private static JsonNode number(String digits) throws InvalidJsonException {
    double number = Double.parseDouble(digits);
    if (Double.isInfinite(number)) {
      throw new InvalidJsonException("the number " + digits + " is too large");
    }
    return NODES.numberNode(number);
  }
}
