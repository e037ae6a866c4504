package dev.kyverdict.jmespath;

import dev.kyverdict.jmespath.Operand.Amount;
import dev.kyverdict.jmespath.Operand.Scalar;
import dev.kyverdict.jmespath.Operand.Span;
import dev.kyverdict.jmespath.functions.FunctionException;
import dev.kyverdict.jmespath.functions.GoMath;
import dev.kyverdict.values.GoDuration;
import dev.kyverdict.values.Quantity;
import java.math.BigDecimal;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Functions that calculate; Kyverno's {@code pkg/engine/jmespath/arithmetic.go}. */
final class ArithmeticFunctions {

  static final Map<String, Handler> ALL =
      Map.of(
          "add", (arguments, s) -> add("add", arguments[0], arguments[1]),
          "sum", (arguments, s) -> sum(arguments[0]),
          "subtract", operation("subtract", ArithmeticFunctions::subtract),
          "multiply", operation("multiply", ArithmeticFunctions::multiply),
          "divide", operation("divide", ArithmeticFunctions::divide),
          "modulo", operation("modulo", ArithmeticFunctions::modulo),
          "round",
              (arguments, s) ->
                  GoValue.of(round(arguments[0].doubleValue(), arguments[1].doubleValue())));

  private ArithmeticFunctions() {}

  @FunctionalInterface
  private interface Operation {
    JsonNode of(Operand left, Operand right);
  }

  private static Handler operation(String name, Operation operation) {
    return (arguments, s) -> {
      Operand left = operand(name, arguments[0]);
      return operation.of(left, operand(name, arguments[1]));
    };
  }

  private static Operand operand(String function, JsonNode value) {
    return Operand.of(value).orElseThrow(() -> FunctionException.of(function, "invalid operand"));
  }

  private static FunctionException mismatch(String function) {
    return FunctionException.of(function, "Types mismatch");
  }

  private static FunctionException zeroDivisor(String function) {
    return FunctionException.of(function, "Zero divisor passed");
  }

  private static JsonNode text(Quantity quantity) {
    return GoValue.of(quantity.toString());
  }

  private static JsonNode text(long nanos) {
    return GoValue.of(GoDuration.format(nanos));
  }

  private static JsonNode add(String function, JsonNode first, JsonNode second) {
    Operand left = operand(function, first);
    Operand right = operand(function, second);
    if (left instanceof Scalar(double a) && right instanceof Scalar(double b)) {
      return GoValue.of(a + b);
    }
    if (left instanceof Amount(Quantity a) && right instanceof Amount(Quantity b)) {
      return text(a.add(b));
    }
    if (left instanceof Span(long a) && right instanceof Span(long b)) {
      return text(a + b);
    }
    throw mismatch(function);
  }

  /** Of one element the element itself, whatever it is. */
  private static JsonNode sum(JsonNode list) {
    if (!GoValue.isList(list)) {
      throw mismatch("sum");
    }
    if (list.isEmpty()) {
      throw FunctionException.of("sum", "at least one element in the array is required");
    }
    JsonNode sum = list.get(0);
    for (int i = 1; i < list.size(); i++) {
      sum = add("sum", sum, list.get(i));
    }
    return sum;
  }

  private static JsonNode subtract(Operand left, Operand right) {
    if (left instanceof Scalar(double a) && right instanceof Scalar(double b)) {
      return GoValue.of(a - b);
    }
    if (left instanceof Amount(Quantity a) && right instanceof Amount(Quantity b)) {
      return text(a.subtract(b));
    }
    if (left instanceof Span(long a) && right instanceof Span(long b)) {
      return text(a - b);
    }
    throw mismatch("subtract");
  }

  private static JsonNode multiply(Operand left, Operand right) {
    return switch (right) {
      case Scalar(double factor) ->
          switch (left) {
            case Scalar(double number) -> GoValue.of(number * factor);
            case Amount(Quantity amount) -> text(Amounts.times(amount, factor));
            case Span(long nanos) -> seconds(GoDuration.seconds(nanos) * factor);
          };
      case Operand other when left instanceof Scalar -> multiply(other, left);
      default -> throw mismatch("multiply");
    };
  }

  private static JsonNode seconds(double seconds) {
    return text(GoMath.toInt(seconds * GoDuration.SECOND));
  }

  private static JsonNode divide(Operand left, Operand right) {
    if (right instanceof Scalar(double divisor)) {
      if (divisor == 0) {
        throw zeroDivisor("divide");
      }
      return switch (left) {
        case Scalar(double number) -> GoValue.of(number / divisor);
        case Amount(Quantity amount) -> text(Amounts.over(amount, divisor));
        case Span(long nanos) -> seconds(GoDuration.seconds(nanos) / divisor);
      };
    }
    if (left instanceof Amount(Quantity a) && right instanceof Amount(Quantity b)) {
      return quotient(Amounts.approximately(a), Amounts.approximately(b));
    }
    if (left instanceof Span(long a) && right instanceof Span(long b)) {
      return quotient(GoDuration.seconds(a), GoDuration.seconds(b));
    }
    throw mismatch("divide");
  }

  private static JsonNode quotient(double dividend, double divisor) {
    if (divisor == 0) {
      throw zeroDivisor("divide");
    }
    return GoValue.of(dividend / divisor);
  }

  private static JsonNode modulo(Operand left, Operand right) {
    if (left instanceof Scalar(double a) && right instanceof Scalar(double b)) {
      return GoValue.of((double) remainder(a, b));
    }
    if (left instanceof Amount(Quantity a) && right instanceof Amount(Quantity b)) {
      long rest = remainder(Amounts.approximately(a), Amounts.approximately(b));
      return text(Quantity.of(BigDecimal.valueOf(rest), a.format()));
    }
    if (left instanceof Span(long a) && right instanceof Span(long b)) {
      if (b == 0) {
        throw zeroDivisor("modulo");
      }
      return text(a % b);
    }
    throw mismatch("modulo");
  }

  private static long remainder(double dividend, double divisor) {
    long a = GoMath.toInt(dividend);
    long b = GoMath.toInt(divisor);
    if (dividend != a || divisor != b) {
      throw FunctionException.of("modulo", "Non-integer argument(s) passed for modulo");
    }
    if (b == 0) {
      throw zeroDivisor("modulo");
    }
    return a % b;
  }

  /** The text about a negative number of digits is broken in Kyverno. */
  private static double round(double number, double digits) {
    if (!GoMath.isWhole(digits) || !GoMath.fitsInt(digits)) {
      throw FunctionException.of("round", "Non-integer argument(s) passed for round off");
    }
    if (digits < 0) {
      throw FunctionException.of("round", "%!d(MISSING) argument is out of bounds (%!d(MISSING))");
    }
    double shift = GoMath.powerOfTen((long) digits);
    return GoMath.round(number * shift) / shift;
  }
}
