package dev.kyverdict.jmespath.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.re2j.Pattern;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RandomTextTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[a-z0-9]{5}",
        "(a|b)x{2,4}",
        "[^a]y?",
        "[[:alpha:]_-]+",
        "(a{2}){3}",
        "a{,3}",
        "^a$|",
        "\\x41\\.\\n\\101",
        "[]a]",
        "日."
      })
  void matches_its_pattern(String pattern) {
    Random random = new Random(1);
    Pattern whole = Pattern.compile("(?:" + pattern + ")");
    for (int i = 0; i < 50; i++) {
      assertThat(RandomText.matching(pattern, random)).matches(whole::matches);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "\\d; invalid escape sequence: `\\d`",
        "(?:a); missing argument to repetition operator: `?`",
        "(; missing closing ): `(`",
        "[a; missing closing ]: `[a`",
        "[z-a]; invalid character class range: `z-a`",
        "a{1001}; invalid repeat count: `{1001}`",
        "*; missing argument to repetition operator: `*`"
      })
  void refuses_what_go_refuses_without_flags(String pattern, String problem) {
    assertThatThrownBy(() -> RandomText.matching(pattern, new Random(1)))
        .isInstanceOf(FunctionException.class)
        .hasMessage("error parsing regexp: " + problem);
  }

  @Test
  void comes_to_an_end_with_repetitions_of_repetitions() {
    assertThat(RandomText.matching("(((()*)*)*)*x", new Random(1))).isEqualTo("x");
  }
}
