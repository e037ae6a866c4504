package dev.kyverdict.engine.mutate;

import dev.kyverdict.engine.EvaluationException;
import dev.kyverdict.values.GoFormat;
import dev.kyverdict.values.GoStrings;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A JSON patch that is written as JSON. Its values get into the object with the bytes that were
 * written; this knows which of them Go would have written otherwise: with sorted keys, with HTML
 * escaped, {@code 1} for {@code 1.0}.
 */
final class PatchText {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Depth.MAX)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private final String text;
  private final Set<JsonNode> rewritten = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Deque<Open> open = new ArrayDeque<>();
  private JsonNode root = NODES.missingNode();

  private PatchText(String text) {
    this.text = text;
  }

  /** A container that is being read, with the key that was read last. */
  private static final class Open {
    private final JsonNode container;
    private String key = "";

    private Open(JsonNode container) {
      this.container = container;
    }
  }

  static PatchText parse(String text) {
    PatchText patch = new PatchText(text);
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (patch.isComplete()) {
          throw invalid();
        }
        patch.take(parser, token);
      }
    } catch (JacksonException notJson) {
      throw invalid();
    }
    return patch;
  }

  private static EvaluationException invalid() {
    return new EvaluationException("invalid state detected");
  }

  JsonNode tree() {
    return root;
  }

  boolean isCanonical(JsonNode value) {
    return !rewritten.contains(value);
  }

  private boolean isComplete() {
    return open.isEmpty() && !root.isMissingNode();
  }

  private void take(JsonParser parser, JsonToken token) {
    switch (token) {
      case START_OBJECT -> start(NODES.objectNode());
      case START_ARRAY -> start(NODES.arrayNode());
      case END_OBJECT, END_ARRAY -> end();
      case PROPERTY_NAME -> name(parser);
      case VALUE_STRING -> string(parser);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser);
      case VALUE_TRUE, VALUE_FALSE -> put(NODES.booleanNode(token == JsonToken.VALUE_TRUE), true);
      case VALUE_NULL -> put(NODES.nullNode(), true);
      default -> throw invalid();
    }
  }

  private void start(JsonNode container) {
    put(container, true);
    open.push(new Open(container));
  }

  private void end() {
    JsonNode closed = open.pop().container;
    if (!isCanonical(closed) && !open.isEmpty()) {
      rewritten.add(open.element().container);
    }
  }

  private void name(JsonParser parser) {
    Open object = open.element();
    String name = parser.currentName();
    boolean later = object.container.isEmpty() || GoStrings.compare(object.key, name) < 0;
    if (!later || !isQuoted(parser, name)) {
      rewritten.add(object.container);
    }
    object.key = name;
  }

  private void string(JsonParser parser) {
    String value = parser.getString();
    put(NODES.stringNode(value), isQuoted(parser, value));
  }

  private boolean isQuoted(JsonParser parser, String value) {
    String quoted = GoFormat.json(NODES.stringNode(value));
    return text.startsWith(quoted, Math.toIntExact(parser.currentTokenLocation().getCharOffset()));
  }

  private void number(JsonParser parser) {
    String written = parser.getString();
    JsonNode number = NODES.numberNode(Double.parseDouble(written));
    boolean canonical = GoDocument.number(number).equals(written);
    put(canonical ? number : NODES.numberNode(parser.getDecimalValue()), canonical);
  }

  private void put(JsonNode value, boolean canonical) {
    if (!canonical) {
      rewritten.add(value);
    }
    if (open.isEmpty()) {
      root = value;
      return;
    }
    Open parent = open.element();
    if (!canonical) {
      rewritten.add(parent.container);
    }
    switch (parent.container) {
      case ObjectNode object -> object.set(parent.key, value);
      case ArrayNode list -> list.add(value);
      default -> throw invalid();
    }
  }

  /** An operation with its own fields sorted, and those of its values as they were written. */
  static String written(JsonNode operation) {
    StringBuilder text = new StringBuilder();
    List<String> fields = new ArrayList<>(operation.propertyNames());
    fields.sort(GoStrings::compare);
    write(operation, fields, text);
    return text.toString();
  }

  private static void write(JsonNode tree, Collection<String> fields, StringBuilder text) {
    if (!tree.isContainer() || tree.isEmpty()) {
      text.append(GoFormat.json(tree));
      return;
    }
    char separator = tree.isObject() ? '{' : '[';
    for (String field : fields) {
      text.append(separator).append(GoFormat.json(NODES.stringNode(field))).append(':');
      write(tree.path(field), tree.path(field).propertyNames(), text);
      separator = ',';
    }
    for (JsonNode element : tree.isArray() ? tree : NODES.arrayNode()) {
      write(element, element.propertyNames(), text.append(separator));
      separator = ',';
    }
    text.append(tree.isObject() ? '}' : ']');
  }
}
