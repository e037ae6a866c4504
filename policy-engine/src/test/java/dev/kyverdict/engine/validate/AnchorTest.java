package dev.kyverdict.engine.validate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnchorTest {

  @ParameterizedTest
  @CsvSource({
    "(a),CONDITION,a",
    "<(a),GLOBAL,a",
    "X(a),NEGATION,a",
    "+(a),ADD_IF_NOT_PRESENT,a",
    "=(a/b),EQUALITY,a/b",
    "^(a),EXISTENCE,a",
    "' (a) ',CONDITION,a",
    "((a)),CONDITION,(a)",
    "(a)(b),CONDITION,a)(b"
  })
  void reads_anchors(String text, Anchor.Kind kind, String key) {
    assertThat(Anchor.parse(text)).contains(new Anchor(kind, key));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "()", "=()", "x(a)", "-(a)", "==(a)", "a(b)", "(a", "(a)b", "("})
  void leaves_other_keys_alone(String text) {
    assertThat(Anchor.parse(text)).isEmpty();
  }
}
