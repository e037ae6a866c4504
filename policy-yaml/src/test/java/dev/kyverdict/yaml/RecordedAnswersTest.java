package dev.kyverdict.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Our reader against the recorded answers of Kyverno's: the same JSON or both refuse. */
class RecordedAnswersTest {

  private static final List<String> DOCUMENT_TABLES =
      List.of("scalars.tsv", "keys.tsv", "documents.tsv", "mutations.tsv");

  static List<String> documentTables() {
    return DOCUMENT_TABLES;
  }

  @ParameterizedTest
  @MethodSource("documentTables")
  void a_document_is_read_as_kyverno_reads_it(String table) {
    Set<String> deviations = Set.copyOf(RecordedAnswers.deviations("document-deviations.tsv"));

    compare(table, deviations, RecordedAnswersTest::first, RecordedAnswers::json);
  }

  @Test
  void a_stream_is_split_and_read_as_kyverno_does_it() {
    Set<String> deviations = Set.copyOf(RecordedAnswers.deviations("stream-deviations.tsv"));

    compare(
        "streams.tsv", deviations, RecordedAnswersTest::contents, row -> withoutNulls(row.json()));
  }

  @Test
  void every_deviation_is_still_asked() {
    assertThat(questions(DOCUMENT_TABLES))
        .containsAll(RecordedAnswers.deviations("document-deviations.tsv"));
    assertThat(questions(List.of("streams.tsv")))
        .containsAll(RecordedAnswers.deviations("stream-deviations.tsv"));
  }

  private static List<String> questions(List<String> tables) {
    return tables.stream()
        .flatMap(table -> RecordedAnswers.of(table).stream())
        .map(RecordedAnswers::question)
        .toList();
  }

  private static void compare(
      String table,
      Set<String> deviations,
      Function<String, JsonNode> reader,
      Function<RecordedAnswers, JsonNode> expectation) {
    List<String> different = new ArrayList<>();
    List<RecordedAnswers> rows = RecordedAnswers.of(table);
    int deviating = 0;
    for (RecordedAnswers row : rows) {
      Optional<JsonNode> ours = read(reader, row.question());
      Optional<JsonNode> theirs =
          row.isRefusal() ? Optional.empty() : Optional.of(expectation.apply(row));
      boolean deviates = ours.isEmpty() && theirs.isPresent();
      deviating += deviates ? 1 : 0;
      if (deviates != deviations.contains(row.question()) || !deviates && !ours.equals(theirs)) {
        different.add(row + " but was " + ours);
      }
    }
    System.out.printf("%s: %d of %d as Kyverno%n", table, rows.size() - deviating, rows.size());
    assertThat(rows).hasSizeGreaterThan(40);
    assertThat(different).isEmpty();
  }

  private static Optional<JsonNode> read(Function<String, JsonNode> reader, String text) {
    try {
      return Optional.of(reader.apply(text));
    } catch (YamlException refused) {
      return Optional.empty();
    }
  }

  /** sigs.k8s.io/yaml makes null of a text without a document. */
  private static JsonNode first(String text) {
    return YamlReader.read("recorded.yaml", text).stream()
        .findFirst()
        .map(YamlDocument::tree)
        .orElse(JsonNodeFactory.instance.nullNode());
  }

  private static JsonNode contents(String text) {
    var array = JsonNodeFactory.instance.arrayNode();
    YamlReader.read("recorded.yaml", text).forEach(document -> array.add(document.tree()));
    return withoutNulls(array);
  }

  /** An empty document counts as null to Kyverno and as none to us. */
  private static JsonNode withoutNulls(JsonNode documents) {
    var array = JsonNodeFactory.instance.arrayNode();
    StreamSupport.stream(documents.spliterator(), false)
        .filter(document -> !document.isNull())
        .forEach(array::add);
    return array;
  }
}
