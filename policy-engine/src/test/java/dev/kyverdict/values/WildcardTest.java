package dev.kyverdict.values;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WildcardTest {

  @ParameterizedTest(name = "{0} against {1}")
  @CsvSource({
    "'','',true",
    "'',a,false",
    "*,'',true",
    "**,a,true",
    "?,'',false",
    "?,a,true",
    "?,日,true",
    "?,😀,true",
    "??,😀,false",
    "*?,😀,true",
    "a*b*c,aXbYc,true",
    "a*b*c,aXbY,false",
    "*.example.com,a.b.example.com,true",
    "[a],a,false",
    "a\\*,a*,false",
    "a*,A,false"
  })
  void matches_whole_texts(String pattern, String text, boolean expected) {
    assertThat(Wildcard.matches(pattern, text)).isEqualTo(expected);
  }

  @Test
  @Timeout(value = 10, unit = SECONDS)
  void does_not_try_all_ways_of_a_hostile_pattern() {
    assertThat(Wildcard.matches("a*".repeat(200) + "b", "a".repeat(20_000))).isFalse();
  }
}
