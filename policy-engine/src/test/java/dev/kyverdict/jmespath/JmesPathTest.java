package dev.kyverdict.jmespath;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.kyverdict.jmespath.JmesPath.Sorted;
import dev.kyverdict.values.GoFormat;
import dev.kyverdict.values.GoNumbers;
import dev.kyverdict.values.GoPanicException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.IntNode;

class JmesPathTest {

  private static final JsonMapper JSON = new JsonMapper();
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2024-05-06T07:08:09.5Z"));
  private static final Surroundings SURROUNDINGS = Surroundings.of(CLOCK, 7);

  private record Fact(String expression, String outcome) {}

  @TestFactory
  Stream<DynamicTest> answers_as_kyverno_does() throws IOException {
    List<Fact> facts = facts();
    JsonNode document = json(facts.getFirst().outcome());
    return facts.stream()
        .skip(1)
        .map(
            fact ->
                dynamicTest(
                    fact.expression(),
                    () ->
                        assertThat(outcome(fact.expression(), document))
                            .isEqualTo(fact.outcome())));
  }

  private static List<Fact> facts() throws IOException {
    try (InputStream file = JmesPathTest.class.getResourceAsStream("/jmespath/evaluations.txt")) {
      String text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines()
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .map(line -> line.split(" {2}=> {2}", 2))
          .map(parts -> new Fact(parts[0], parts[1]))
          .toList();
    }
  }

  private static String outcome(String expression, JsonNode document) {
    try {
      JsonNode result = JmesPath.compile(expression).search(document, SURROUNDINGS);
      boolean finite = !result.isDouble() || Double.isFinite(result.doubleValue());
      return finite ? GoFormat.json(result) : "unencodable";
    } catch (JmesPathSyntaxException e) {
      return "compile";
    } catch (JmesPathException e) {
      return (e.notFound() ? "missing: " : "error: ") + e.text();
    } catch (GoPanicException e) {
      return "panic: " + e.getMessage();
    }
  }

  @Test
  void knows_no_number_but_floating_ones() {
    JsonNode integers = GoNumbers.integers(JSON.readTree("{\"n\":3,\"l\":[1,2]}"));

    assertThat(outcome("n > `2`", integers)).isEqualTo("null");
    assertThat(outcome("n == `3`", integers)).isEqualTo("false");
    assertThat(outcome("n == n", integers)).isEqualTo("true");
    assertThat(outcome("l == `[1,2]`", integers)).isEqualTo("false");
    assertThat(outcome("type(n)", integers)).isEqualTo("error: unknown type");
    assertThat(outcome("to_string(n)", integers)).isEqualTo("\"3\"");
    assertThat(outcome("add(n, n)", integers))
        .isEqualTo("error: JMESPath function 'add': invalid operand");
    assertThat(search("n", integers).isLong()).isTrue();
    assertThat(search("compare('b', 'a')", integers)).isEqualTo(IntNode.valueOf(1));
  }

  @Test
  void leaves_the_data_alone_and_tells_how_kyverno_sorts_them() {
    JsonNode data = json("{\"t\":[{\"k\":2},{\"k\":1}]}");
    JmesPath path = JmesPath.compile("sort_by(t, &k)[0].k");

    Sorted sorted = path.searchAndSort(data, SURROUNDINGS);

    assertThat(path.sorts()).isTrue();
    assertThat(path.search(data, SURROUNDINGS)).isEqualTo(sorted.result());
    assertThat(GoFormat.json(data)).isEqualTo("{\"t\":[{\"k\":2},{\"k\":1}]}");
    assertThat(GoFormat.json(sorted.data())).isEqualTo("{\"t\":[{\"k\":1},{\"k\":2}]}");
    assertThat(JmesPath.compile("sort(t)").sorts()).isFalse();
  }

  @Test
  void asks_its_surroundings() throws IOException {
    InetAddress inside = InetAddress.getByAddress(new byte[] {10, 0, 0, 1});
    InetAddress outside = InetAddress.getByAddress(new byte[] {8, 8, 8, 8});
    Surroundings elsewhere =
        new Surroundings(
            CLOCK,
            ZoneId.of("Europe/Berlin"),
            new Random(1),
            host -> host.startsWith("in.") ? List.of(outside, inside) : List.of(outside),
            "ghcr.io",
            false);

    assertThat(text("time_now()", elsewhere)).isEqualTo("2024-05-06T09:08:09+02:00");
    assertThat(text("time_now_utc()", elsewhere)).isEqualTo("2024-05-06T07:08:09Z");
    assertThat(text("image_normalize('a')", elsewhere)).isEqualTo("a:latest");
    assertThat(text("image_normalize('a_b/c')", elsewhere)).isEqualTo("a_b/c:latest");
    assertThat(text("random('[a-c]{4}x?')", elsewhere)).matches("[a-c]{4}x?");
    assertThat(text("to_string(is_external_url('http://in.x'))", elsewhere)).isEqualTo("false");
    assertThat(text("to_string(is_external_url('http://out.x'))", elsewhere)).isEqualTo("true");
  }

  @Test
  void says_a_missing_key_without_a_stack() {
    assertThatThrownBy(() -> search("a.b", json("{\"a\":{}}")))
        .isInstanceOf(JmesPathException.class)
        .hasMessage("Unknown key \"b\" in path")
        .extracting(Throwable::getStackTrace)
        .isEqualTo(new StackTraceElement[0]);
  }

  private static String text(String expression, Surroundings surroundings) {
    return JmesPath.compile(expression).search(json("{}"), surroundings).stringValue();
  }

  private static JsonNode search(String expression, JsonNode data) {
    return JmesPath.compile(expression).search(data, SURROUNDINGS);
  }

  private static JsonNode json(String text) {
    return GoNumbers.floats(JSON.readTree(text));
  }
}
