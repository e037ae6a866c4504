package dev.kyverdict.jmespath;

import dev.kyverdict.jmespath.Functions.Signature;
import dev.kyverdict.jmespath.functions.FunctionException;
import dev.kyverdict.values.GoFormat;
import java.util.Arrays;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.DoubleNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * A call of a function. As in the fork's {@code functions.go} all arguments are evaluated before
 * anything is checked, and types are not checked where more arguments are welcome.
 */
final class Call implements Step {

  private final Signature signature;
  private final Functions.Type[][] types;
  private final Handler handler;
  private final Step[] arguments;

  private Call(Signature signature, Handler handler, Step[] arguments) {
    this.signature = signature;
    this.types =
        signature.parameters().stream()
            .map(either -> either.toArray(Functions.Type[]::new))
            .toArray(Functions.Type[][]::new);
    this.handler = handler;
    this.arguments = arguments;
  }

  static Step of(String name, Step[] arguments) {
    return Functions.named(name)
        .<Step>map(signature -> new Call(signature, Library.handler(name), arguments))
        .orElseGet(() -> unknown(name, arguments));
  }

  private static Step unknown(String name, Step[] arguments) {
    return (value, surroundings) -> {
      evaluated(arguments, value, surroundings);
      throw JmesPathException.of("unknown function: " + name);
    };
  }

  @Override
  public JsonNode on(JsonNode value, Surroundings surroundings) {
    JsonNode[] values = evaluated(arguments, value, surroundings);
    check(values);
    try {
      return handler.call(values, surroundings);
    } catch (FunctionException e) {
      throw JmesPathException.of(e.text());
    }
  }

  private static JsonNode[] evaluated(Step[] arguments, JsonNode value, Surroundings surroundings) {
    JsonNode[] values = new JsonNode[arguments.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = arguments[i].orNull(value, surroundings);
    }
    return values;
  }

  private void check(JsonNode[] values) {
    if (signature.open()) {
      if (values.length < types.length) {
        throw JmesPathException.of("Invalid arity.");
      }
      return;
    }
    if (values.length != types.length) {
      throw JmesPathException.of("incorrect number of args");
    }
    for (int i = 0; i < types.length; i++) {
      check(values[i], types[i]);
    }
  }

  private void check(JsonNode value, Functions.Type[] types) {
    for (Functions.Type type : types) {
      if (is(value, type)) {
        return;
      }
    }
    String text = value instanceof Reference ? value.toString() : GoFormat.v(value);
    String expected = Arrays.stream(types).map(Call::name).collect(Collectors.joining(", "));
    throw JmesPathException.of(
        "Invalid type for: " + text + ", expected: []jmespath.JpType{" + expected + "}");
  }

  private static boolean is(JsonNode value, Functions.Type type) {
    return switch (type) {
      case ANY -> true;
      case STRING -> value instanceof StringNode;
      case NUMBER -> value instanceof DoubleNode;
      case ARRAY -> value instanceof ArrayNode;
      case OBJECT -> value instanceof ObjectNode;
      case NUMBERS -> isListOf(value, DoubleNode.class::isInstance);
      case STRINGS -> isListOf(value, StringNode.class::isInstance);
      case EXPRESSION -> value instanceof Reference;
      case BOOLEAN -> value.isBoolean();
    };
  }

  private static boolean isListOf(JsonNode value, Predicate<JsonNode> type) {
    if (!GoValue.isList(value)) {
      return false;
    }
    for (JsonNode element : value) {
      if (!type.test(element)) {
        return false;
      }
    }
    return true;
  }

  private static String name(Functions.Type type) {
    return switch (type) {
      case NUMBERS -> "\"array[number]\"";
      case STRINGS -> "\"array[string]\"";
      case EXPRESSION -> "\"expref\"";
      default -> "\"" + type + "\"";
    };
  }
}
