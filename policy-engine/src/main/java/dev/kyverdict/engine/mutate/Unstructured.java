package dev.kyverdict.engine.mutate;

import dev.kyverdict.engine.EvaluationException;
import dev.kyverdict.values.GoFormat;
import java.math.BigDecimal;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BigIntegerNode;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.DoubleNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Objects as Kubernetes' {@code unstructured} package reads them after a patch. */
final class Unstructured {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private Unstructured() {}

  /**
   * Refuses what has no kind, or one that cannot be read for an {@code apiVersion} with two
   * slashes.
   *
   * @throws EvaluationException with Kyverno's whole text
   */
  static void requireKind(JsonNode object) {
    if (!object.isObject()) {
      throw unreadable(
          "json: cannot unmarshal array into Go value of type map[string]interface {}");
    }
    String apiVersion = object.path("apiVersion").stringValue("");
    boolean readable = apiVersion.indexOf('/') == apiVersion.lastIndexOf('/');
    if (!readable || object.path("kind").stringValue("").isEmpty()) {
      throw unreadable("Object 'Kind' is missing in '" + GoFormat.json(object) + "'");
    }
  }

  private static EvaluationException unreadable(String problem) {
    return new EvaluationException("failed to unmarshal patched resource: " + problem);
  }

  /**
   * The tree as Kubernetes' unstructured objects hold it: whole numbers are int64, all others
   * float64. Parts in which nothing changes are shared.
   */
  static JsonNode of(JsonNode tree) {
    return switch (tree) {
      case ObjectNode object -> object(object);
      case ArrayNode list -> list(list);
      case IntNode number -> NODES.numberNode(number.longValue());
      case DoubleNode number when GoDocument.isWhole(number.doubleValue()) ->
          NODES.numberNode((long) number.doubleValue());
      case DecimalNode number -> decimal(number.decimalValue());
      case BigIntegerNode number -> NODES.numberNode(number.doubleValue());
      default -> tree;
    };
  }

  private static JsonNode decimal(BigDecimal number) {
    boolean whole = number.scale() == 0 && number.unscaledValue().bitLength() < Long.SIZE;
    return whole ? NODES.numberNode(number.longValue()) : NODES.numberNode(number.doubleValue());
  }

  private static ObjectNode object(ObjectNode object) {
    ObjectNode copy = null;
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      JsonNode value = of(entry.getValue());
      if (value != entry.getValue()) {
        copy = copy == null ? shallowCopy(object) : copy;
        copy.set(entry.getKey(), value);
      }
    }
    return copy == null ? object : copy;
  }

  private static ObjectNode shallowCopy(ObjectNode object) {
    ObjectNode copy = NODES.objectNode();
    object.properties().forEach(entry -> copy.set(entry.getKey(), entry.getValue()));
    return copy;
  }

  private static ArrayNode list(ArrayNode list) {
    ArrayNode copy = null;
    for (int i = 0; i < list.size(); i++) {
      JsonNode value = of(list.get(i));
      if (value != list.get(i)) {
        copy = copy == null ? NODES.arrayNode(list.size()).addAll(list.values()) : copy;
        copy.set(i, value);
      }
    }
    return copy == null ? list : copy;
  }
}
