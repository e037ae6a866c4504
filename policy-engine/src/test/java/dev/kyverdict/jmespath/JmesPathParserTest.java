package dev.kyverdict.jmespath;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kyverdict.jmespath.Expression.Field;
import dev.kyverdict.jmespath.Expression.Function;
import dev.kyverdict.jmespath.Expression.IndexExpression;
import dev.kyverdict.jmespath.Expression.Or;
import dev.kyverdict.jmespath.Expression.RawString;
import dev.kyverdict.jmespath.Expression.Subexpression;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JmesPathParserTest {

  @Test
  void builds_a_tree_with_places() {
    Expression expression = JmesPathParser.parse("status.trim(\"a-b\", 'x')[0] || ''");

    Field status = new Field("status", 0);
    Function trim = new Function("trim", List.of(new Field("a-b", 12), new RawString("x", 19)), 7);
    IndexExpression first = new IndexExpression(trim, new Expression.Index(0, 24));
    assertThat(expression)
        .isEqualTo(new Or(new Subexpression(status, first), new RawString("", 30)));
    assertThat(expression.nodes()).hasSize(9).startsWith(expression).contains(status, trim);
  }

  @Test
  void shows_a_syntax_error_with_the_expression_and_a_caret() {
    assertThatThrownBy(() -> JmesPathParser.parse("foo[0, 1]"))
        .isInstanceOf(JmesPathSyntaxException.class)
        .hasMessage(
            """
            JMESPath expression, column 6: an index or a slice must come here, not ','
              foo[0, 1]
                   ^""");
  }

  @Test
  void shows_the_line_of_a_syntax_error() {
    assertThatThrownBy(() -> JmesPathParser.parse("日本 == 'é'"))
        .hasMessageContaining("column 1: unknown character '日'");
    assertThatThrownBy(() -> JmesPathParser.parse("a ||\n\t'😀' || b = c\n|| d"))
        .hasMessage(
            """
            JMESPath expression, line 2, column 11: the expression is complete, not '='
               '😀' || b = c
                        ^""");
  }

  @Test
  void shows_a_part_of_a_long_line() {
    JmesPathSyntaxException exception =
        catchThrowableOfType(
            JmesPathSyntaxException.class,
            () -> JmesPathParser.parse("a.".repeat(300) + "#" + ".b".repeat(300)));

    assertThat(exception.offset()).isEqualTo(600);
    assertThat(exception.problem()).isEqualTo("unknown character '#'");
    assertThat(exception.expression()).hasSize(1201);
    List<String> lines = exception.getMessage().lines().toList();
    assertThat(lines.get(1)).startsWith("  …a.a.").endsWith(".b.…").hasSizeLessThan(130);
    assertThat(lines.get(2)).endsWith("^");
    assertThat(lines.get(1).charAt(lines.get(2).indexOf('^'))).isEqualTo('#');
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '¦',
      textBlock =
          """
          a.0       → column 3: after '.' comes a name, not '0'; an index is written [0]
          a[b]      → column 3: after '[' comes a number, ':', '*', '?' or ']', not 'b'; write .[a, b] for a list, .name or ."a-name" for a key
          a = b     → column 3: the expression is complete, not '='
          = b       → column 1: a single '='; write '=='
          a ||      → column 5: the expression ends where a value must come
          a/b       → column 2: unknown character '/'; a name with '/' needs double quotes
          a-b       → column 2: the expression is complete, not '-'
          `foo`     → column 1: the literal between backticks is not JSON: Unrecognized token 'foo'
          'a        → column 1: the opening ' is never closed
          'a\\'      → column 1: the opening ' is never closed; a backslash before a ' escapes it
          "a"(b)    → column 1: the name of a function must not be quoted
          a[*]*     → column 5: a projection cannot be followed so, not '*'
          a{b: c}   → column 2: '{' cannot follow a value
          {a: b,}   → column 7: a name must come here, not '}'
          """)
  void tells_what_is_wrong(String expression, String problem) {
    assertThatThrownBy(() -> JmesPathParser.parse(expression)).hasMessageContaining(problem);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {"(%s", "!", "[", "{a: ", "f(", "a.", "a || ", "a[*].", "a[?", "& ", "*.", "a | "})
  @Timeout(20)
  void refuses_deep_nesting_with_a_clear_message(String piece) {
    String nested = piece.replace("%s", "").repeat(10_000) + "a";
    String closed = nested + closing(piece).repeat(10_000);

    assertThatThrownBy(() -> JmesPathParser.parse(closed))
        .isInstanceOf(JmesPathSyntaxException.class)
        .hasMessageContaining("nested deeper than 256 levels; Kyverno may accept it, we do not");
  }

  private static String closing(String piece) {
    return switch (piece.charAt(piece.length() - 1)) {
      case '[', '?' -> "]";
      case '(', 's' -> ")";
      default -> piece.startsWith("{") ? "}" : "";
    };
  }

  @Test
  void parses_what_is_nested_as_deep_as_allowed_on_an_ordinary_stack() throws InterruptedException {
    StringBuilder seen = new StringBuilder();
    String nested = "[".repeat(255) + "a" + "]".repeat(255);
    Runnable task =
        () -> {
          Expression expression = JmesPathParser.parse(nested);
          seen.append(expression.nodes().size()).append(' ').append(Misses.of(expression).size());
          seen.append(' ').append(Variables.roots(expression)).append(expression.hashCode() != 0);
        };

    Thread thread = new Thread(null, task, "ordinary stack", 1024 * 1024);
    thread.start();
    thread.join(Duration.ofSeconds(20));

    assertThat(seen).hasToString("256 0 [a]true");
  }

  @Test
  void refuses_a_literal_that_is_nested_too_deep() {
    String json = "[".repeat(10_000) + "]".repeat(10_000);

    assertThatThrownBy(() -> JmesPathParser.parse("`" + json + "`"))
        .isInstanceOf(JmesPathSyntaxException.class)
        .hasMessageContaining("depth");
  }

  @Test
  void needs_time_in_proportion_to_the_length() {
    String piece = "f('x\\'y', `{\"a\": 1}`, \"b\\u0041\", a[0], [1 b), ";

    double ratio = (double) nanosToParse(piece, 20_000) / nanosToParse(piece, 2_000);

    System.out.printf(Locale.ROOT, "ten times the length takes %.1f times the time%n", ratio);
    assertThat(ratio).isLessThan(60);
  }

  private static long nanosToParse(String piece, int times) {
    String list = "[" + piece.repeat(times) + "a]";
    long fastest = Long.MAX_VALUE;
    for (int round = 0; round < 5; round++) {
      long start = System.nanoTime();
      JmesPathParser.parse(list);
      fastest = Math.min(fastest, System.nanoTime() - start);
    }
    return fastest;
  }
}
