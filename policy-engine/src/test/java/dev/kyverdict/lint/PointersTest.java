package dev.kyverdict.lint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PointersTest {

  @Test
  void keys_with_slashes_are_escaped_and_read_back() {
    String pointer = Pointers.member("/metadata/labels", "app.kubernetes.io/name~x");

    assertThat(pointer).isEqualTo("/metadata/labels/app.kubernetes.io~1name~0x");
    assertThat(Pointers.readable(pointer))
        .isEqualTo("metadata.labels[\"app.kubernetes.io/name~x\"]");
  }

  @Test
  void indexes_stand_in_brackets() {
    assertThat(Pointers.readable("/spec/rules/0/match/any/1"))
        .isEqualTo("spec.rules[0].match.any[1]");
    assertThat(Pointers.readable("")).isEmpty();
  }
}
