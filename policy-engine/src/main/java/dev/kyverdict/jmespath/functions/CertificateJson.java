package dev.kyverdict.jmespath.functions;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BinaryNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON of Go's structures, before and after it is text. */
final class CertificateJson {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private CertificateJson() {}

  static ArrayNode numbers(List<Long> numbers) {
    ArrayNode list = NODES.arrayNode();
    numbers.forEach(list::add);
    return list;
  }

  /** Dots between the numbers of an identifier. */
  static String text(List<Long> numbers) {
    return String.join(".", numbers.stream().map(String::valueOf).toList());
  }

  /** Adds to a list that is null while it is empty. */
  static ArrayNode list(ObjectNode json, String name) {
    return json.get(name) instanceof ArrayNode list ? list : json.putArray(name);
  }

  /** What is read from the text again: bytes are Base64, numbers floating. */
  static JsonNode read(JsonNode json) {
    return switch (json) {
      case ObjectNode object -> {
        ObjectNode copy = NODES.objectNode();
        for (Map.Entry<String, JsonNode> member : object.properties()) {
          copy.set(member.getKey(), read(member.getValue()));
        }
        yield copy;
      }
      case ArrayNode list -> {
        ArrayNode copy = NODES.arrayNode();
        list.forEach(element -> copy.add(read(element)));
        yield copy;
      }
      case BinaryNode bytes ->
          NODES.stringNode(Base64.getEncoder().encodeToString(bytes.binaryValue()));
      default -> json.isNumber() ? NODES.numberNode(json.doubleValue()) : json;
    };
  }
}
