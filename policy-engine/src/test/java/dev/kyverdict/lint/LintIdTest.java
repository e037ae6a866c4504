package dev.kyverdict.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class LintIdTest {

  private static final Path DOCUMENTATION = Path.of("..", "docs", "lint.md");

  @Test
  void ids_are_unique_words_with_hyphens() {
    List<String> ids = LintId.all().stream().map(LintId::id).toList();

    assertThat(ids).hasSizeGreaterThan(80).doesNotHaveDuplicates();
    assertThat(ids).allMatch(id -> id.matches("[a-z]+(-[a-z]+)*"));
  }

  @Test
  void an_id_is_found_by_its_name() {
    assertThat(LintId.named("api-call-can-miss")).contains(LookUpLint.API_CALL_CAN_MISS);
    assertThat(LintId.named("api-call")).isEmpty();
  }

  @Test
  void every_text_is_a_sentence() {
    assertThat(LintId.all())
        .allSatisfy(
            lint ->
                assertThat(
                        List.of(
                            lint.description().what(),
                            lint.description().why(),
                            lint.description().repair()))
                    .allMatch(
                        text -> text.matches("(?s)[A-Z`0-9].*[.?]") && !text.contains("|\n")));
  }

  @Test
  void the_documentation_is_the_table() throws IOException {
    String documentation = Files.readString(DOCUMENTATION);

    List<String> rows =
        documentation
            .lines()
            .filter(line -> line.startsWith("| `"))
            .limit(LintId.all().size())
            .toList();

    assertThat(rows).containsExactlyElementsOf(LintId.all().stream().map(LintIdTest::row).toList());
  }

  private static String row(LintId lint) {
    LintId.Description description = lint.description();
    return "| `%s` | %s | %s | %s | %s |"
        .formatted(
            lint.id(),
            lint.severity().name().toLowerCase(Locale.ROOT),
            cell(description.what()),
            cell(description.why()),
            cell(description.repair()));
  }

  /** A bar would end the cell. */
  private static String cell(String text) {
    return text.replace("|", "\\|");
  }
}
