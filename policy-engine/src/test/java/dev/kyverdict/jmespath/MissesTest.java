package dev.kyverdict.jmespath;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MissesTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '¦',
      textBlock =
          """
          a                               → a@0
          status.latestImage.name         → status@0 latestImage@7 name@19
          items[0].name                   → items@0 name@9
          @.a                             → a@2
          a && b.c                        → b@5 c@7
          (a && b).c                      → b@6 c@9
          (a || b).c                      → c@9
          (a | b).c                       → c@8
          (@ | @).a                       → a@8
          a.[b]                           → a@0
          a.{x: b}.y                      → a@0 y@9
          a.b[*].c                        → a@0
          a.b[0:1].c                      → a@0
          a.b[0].c                        → a@0 b@2 c@7
          a.length(@)                     → a@0
          not_null(a).b                   → b@12
          `{"x": 1}`.y                    → y@11
          """)
  void shows_where_a_missing_key_is_an_error(String expression, String places) {
    assertThat(misses(expression)).isEqualTo(places);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '¦',
      textBlock =
          """
          status.latestImage.name || ''
          items[0].status.x || ''
          items[0] || '{}'
          a.b || c.d
          to_string(a.b)
          a.b | @
          a | b.c
          !a.b
          a.b == c.d
          [a.b, c]
          {x: a.b}
          {x: a}.x
          a[*].b.c
          a.b[].c
          a.b[?c.d].e
          a.b[?c] | [0].d
          a.*.b
          sort_by(a, &b.c)
          to_string(a).b
          unknown(a).b
          'text'.a
          @(a).b
          `{"x": {}}`.x
          @
          [1.a
          """)
  void shows_that_a_missing_key_is_no_error(String expression) {
    assertThat(misses(expression)).isEmpty();
  }

  private static String misses(String expression) {
    StringBuilder places = new StringBuilder();
    for (Expression.Field field : Misses.of(JmesPathParser.parse(expression))) {
      places.append(field.name()).append('@').append(field.offset()).append(' ');
    }
    return places.toString().strip();
  }
}
