package dev.kyverdict.chainsaw.tree;

import dev.kyverdict.jmespath.Functions;
import dev.kyverdict.jmespath.JmesPath;
import dev.kyverdict.jmespath.JmesPathException;
import dev.kyverdict.jmespath.Surroundings;
import dev.kyverdict.values.GoNumbers;
import dev.kyverdict.yaml.YamlException;
import dev.kyverdict.yaml.YamlReader;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.StringNode;

/**
 * Functions of chainsaw's expressions: Kyverno's own, and a few of kyverno-json ({@code
 * pkg/jp/functions}) and chainsaw ({@code pkg/engine/functions}).
 */
final class Calls {

  private static final Surroundings SURROUNDINGS = Surroundings.of(() -> Instant.EPOCH, 1);

  /** What would give something else each time. */
  private static final Set<String> FICKLE =
      Set.of("time_now", "time_now_utc", "time_since", "random");

  private Calls() {}

  static JsonNode of(String name, List<JsonNode> arguments) {
    return switch (name) {
      case "trim_space" -> StringNode.valueOf(text(name, arguments).strip());
      case "as_string" ->
          arguments.getFirst().isString() ? arguments.getFirst() : NullNode.getInstance();
      case "json_parse" -> parsed(text(name, arguments));
      case "to_string" -> toText(arguments);
      default -> kyverno(name, arguments);
    };
  }

  /** Calls a function that chainsaw and Kyverno share. */
  private static JsonNode kyverno(String name, List<JsonNode> arguments) {
    if (FICKLE.contains(name) || Functions.named(name).isEmpty()) {
      throw new OutOfReachException("the function " + name);
    }
    String places =
        IntStream.range(0, arguments.size())
            .mapToObj(i -> "@[" + i + "]")
            .collect(Collectors.joining(", "));
    ArrayNode data = JsonNodeFactory.instance.arrayNode();
    arguments.forEach(argument -> data.add(GoNumbers.floats(argument)));
    try {
      return JmesPath.compile(name + "(" + places + ")").search(data, SURROUNDINGS);
    } catch (JmesPathException refused) {
      throw new TreeException(refused.text());
    }
  }

  private static JsonNode toText(List<JsonNode> arguments) {
    boolean isText = arguments.size() == 1 && arguments.getFirst().isString();
    return isText ? arguments.getFirst() : kyverno("to_string", arguments);
  }

  private static JsonNode parsed(String text) {
    try {
      return GoNumbers.floats(YamlReader.readOne("json", text).tree());
    } catch (YamlException refused) {
      throw new TreeException(refused.problem());
    }
  }

  private static String text(String name, List<JsonNode> arguments) {
    if (arguments.size() != 1 || !arguments.getFirst().isString()) {
      throw new TreeException("invalid type, " + name + " takes one string");
    }
    return arguments.getFirst().stringValue();
  }
}
