package dev.kyverdict.jmespath;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Our parser against the real one: {@code kyverno/go-jmespath} as Kyverno 1.19.1 pins it. */
class RecordedExpressionsTest {

  @Test
  void parses_refuses_and_shapes_every_expression_of_the_table_as_the_fork_does() {
    List<JsonNode> rows = Recordings.table("expressions");
    List<String> differences = new ArrayList<>();
    for (JsonNode row : rows) {
      Optional<JsonNode> expected = row.optional("tree").map(ForkTree::doubles);
      Optional<JsonNode> actual = parsed(row).map(ForkTree::of);
      if (!actual.equals(expected)) {
        differences.add(row + "\n    ours: " + actual);
      }
    }
    report("expressions of the table", rows.size(), differences);
    assertThat(rows).hasSizeGreaterThan(8_000);
    assertThat(rows).filteredOn(row -> row.has("tree")).hasSizeGreaterThan(2_500);
    assertThat(differences).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"jmespath-official", "jmespath-fork", "jmespath-functions", "jmespath-notfound"})
  void compiles_the_shared_recordings_exactly_where_kyverno_does(String family) {
    List<JsonNode> rows = Recordings.shared(family);
    List<String> differences = new ArrayList<>();
    for (JsonNode row : rows) {
      boolean kyvernoRefuses = row.path("compile").asBoolean(false);
      if (parsed(row).isEmpty() != kyvernoRefuses) {
        differences.add(row.toString());
      }
    }
    report(family, rows.size(), differences);
    assertThat(rows).isNotEmpty();
    assertThat(differences).isEmpty();
  }

  @Test
  void predicts_every_unknown_key_of_the_table() {
    List<JsonNode> rows = Recordings.table("expressions");
    List<String> surprises = new ArrayList<>();
    int raised = 0;
    int predicted = 0;
    int accepted = 0;
    for (JsonNode row : rows) {
      Set<String> expected = unknownKeys(row);
      Set<String> possible = parsed(row).map(RecordedExpressionsTest::misses).orElse(Set.of());
      raised += expected.isEmpty() ? 0 : 1;
      predicted += possible.isEmpty() ? 0 : 1;
      accepted += row.has("tree") ? 1 : 0;
      if (!possible.containsAll(expected)) {
        surprises.add(row + "\n    ours: " + possible);
      }
    }
    report("unknown keys of the table", rows.size(), surprises);
    System.out.printf(
        "  %d expressions, unknown key seen in %d, possible in %d%n", accepted, raised, predicted);
    assertThat(raised).isGreaterThan(500);
    assertThat(surprises).isEmpty();
    assertThat(raised)
        .as("the documents reach most of what is possible")
        .isGreaterThan(predicted / 2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"jmespath-official", "jmespath-fork", "jmespath-notfound"})
  void predicts_every_unknown_key_of_the_shared_recordings(String family) {
    List<JsonNode> rows =
        Recordings.shared(family).stream().filter(row -> row.has("notFound")).toList();
    List<String> surprises = new ArrayList<>();
    for (JsonNode row : rows) {
      Set<String> possible = misses(parsed(row).orElseThrow());
      String error = row.get("error").asString();
      if (possible.stream().noneMatch(key -> error.contains("\"" + key + "\""))) {
        surprises.add(row + "\n    ours: " + possible);
      }
    }
    report("unknown keys of " + family, rows.size(), surprises);
    assertThat(rows).isNotEmpty();
    assertThat(surprises).isEmpty();
  }

  private static Optional<Expression> parsed(JsonNode row) {
    try {
      return Optional.of(JmesPathParser.parse(row.get("expr").asString()));
    } catch (JmesPathSyntaxException e) {
      return Optional.empty();
    }
  }

  private static Set<String> misses(Expression expression) {
    return Misses.of(expression).stream().map(Expression.Field::name).collect(toSet());
  }

  private static Set<String> unknownKeys(JsonNode row) {
    return row.path("unknownKeys").valueStream().map(JsonNode::asString).collect(toSet());
  }

  private static void report(String what, int all, List<String> differences) {
    System.out.printf("%s: %d of %d%n", what, all - differences.size(), all);
  }
}
