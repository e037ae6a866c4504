package dev.kyverdict.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {

  @Test
  void counts_letters_added_removed_changed_and_exchanged() {
    assertThat(Nearest.edits("img", "imgg")).isEqualTo(1);
    assertThat(Nearest.edits("image", "imge")).isEqualTo(1);
    assertThat(Nearest.edits("image", "imaga")).isEqualTo(1);
    assertThat(Nearest.edits("image", "imgae")).isEqualTo(1);
    assertThat(Nearest.edits("image", "image")).isZero();
    assertThat(Nearest.edits("", "abc")).isEqualTo(3);
  }

  @Test
  void asks_about_the_nearest_word_only() {
    assertThat(Nearest.question("reqest", List.of("images", "request")))
        .isEqualTo("; did you mean 'request'?");
    assertThat(Nearest.question("something", List.of("images", "request"))).isEmpty();
  }
}
