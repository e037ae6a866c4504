package dev.kyverdict.twice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The list of differences is wrong in either direction, and the comparison sees what differs. */
class KnownDifferencesTest {

  private final KnownDifferences known =
      KnownDifferences.of("list", "# a comment\n\none\t/message\tthe order of a map");

  @Test
  void explains_a_difference_at_its_place_and_below() {
    assertThat(known.unexplained(Map.of("one", List.of("/message: x", "/message/0: y")))).isEmpty();
    assertThat(known.stale(Map.of("one", List.of("/message: x")))).isEmpty();
  }

  @Test
  void tells_a_difference_without_a_reason() {
    assertThat(known.unexplained(Map.of("one", List.of("/messages: x"), "two", List.of("/a: b"))))
        .containsExactlyInAnyOrder("one /messages: x", "two /a: b");
  }

  @Test
  void tells_a_reason_for_what_does_not_differ() {
    assertThat(known.stale(Map.of("one", List.of()))).containsExactly("one /message");
  }

  @Test
  void refuses_a_line_without_a_reason() {
    assertThatThrownBy(() -> KnownDifferences.of("list", "one\t/message"))
        .hasMessage("list: no reason in 'one\t/message'; write case, tab, place, tab, reason");
  }

  @Test
  void compares_trees_place_by_place() {
    JsonNode left = Manifests.of("{a: [1, {b: c}], d: gone}");
    JsonNode right = Manifests.of("{a: [1, {b: x}]}");

    assertThat(Slim.differences("", left, right))
        .containsExactly("/a/1/b: expected \"c\", got \"x\"", "/d: expected \"gone\", got nothing");
  }

  @Test
  void takes_out_what_no_two_runs_share() {
    JsonNode object =
        Manifests.of(
            """
            metadata:
              {name: a, uid: 1, labels: {of: 0a1b2c3d-0000-1111-2222-0123456789ab}}
            text: 'at 2026-01-01T00:00:00Z by https://x'
            """);

    assertThat(Slim.object(object).toString())
        .isEqualTo(
            "{\"metadata\":{\"name\":\"a\",\"labels\":{\"of\":\"<uid>\"}},"
                + "\"text\":\"at <time> by https://x\"}");
    assertThat(Slim.text("Post \"https://127.0.0.1:19443/mutate\": dial tcp 127.0.0.1:19443: no"))
        .isEqualTo("Post \"https://kyverno/mutate\": dial tcp kyverno: no");
  }
}
