package dev.kyverdict.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BracesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{{ a }} | a",
        "x{{a}}y | a",
        "{{a}} {{b}} | a,b",
        "{{a}}{{b}} | a,b",
        "{{ a.{{ b }} }} | b,a.null",
        "{{ {x: y} }} | {x: y}",
        "{{- a }} | a",
        "{{ }} | ''",
        "\\{{ a }} | -",
        "{{ a | -",
        "a }} | -",
        "{{ {x: {y: z}} }} | -",
      })
  void finds_what_kyverno_finds(String text, String expected) {
    List<String> texts = Braces.inAllRounds(text).stream().map(Braces.Variable::text).toList();

    assertThat(texts.isEmpty() ? "-" : String.join(",", texts)).isEqualTo(expected);
  }

  @Test
  void neighbours_touching_each_other_are_found_one_after_the_other() {
    assertThat(Braces.in("{{a}}{{b}}")).extracting(Braces.Variable::text).containsExactly("a");
  }

  @Test
  void a_long_text_does_not_exhaust_the_stack() {
    String text = "{{ " + "a".repeat(200_000) + " }}";

    assertThat(Braces.in(text)).hasSize(1);
    assertThat(Braces.in("{{ " + "{a}".repeat(2_000) + " }}")).hasSize(1);
  }

  @Test
  void a_character_of_several_bytes_before_the_braces_is_noticed() {
    assertThat(Braces.in("für{{ a }}").getFirst().isBehindBrokenCharacter()).isFalse();
    assertThat(Braces.in("日{{ a }}").getFirst().isBehindBrokenCharacter()).isTrue();
    assertThat(Braces.in("😀{{ a }}").getFirst().before()).isEqualTo("😀");
  }
}
