package dev.kyverdict.engine.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.values.GoNumbers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PatternsTest {

  @ParameterizedTest(name = "{0} against {1}")
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '¦',
      textBlock =
          """
          {'a':'?*'}               → {'a':'x'}                    → pass
          {'a':'*'}                → {'a':null}                   → fail at /
          {'a':'?*'}               → {}                           → fail at /a/
          {'a':null}               → {}                           → pass
          {'a':{}}                 → {'a':1}                      → fail at /a/
          {'a':'<5'}               → {}                           → pass
          {'(a)':'x','b':1}        → {'b':2}                      → skip
          {'(a)':'x','b':1}        → {'a':'y','b':2}              → skip
          {'(a)':'x','b':1}        → {'a':'x','b':2}              → fail at /b/
          {'<(a)':'x','b':1}       → {'b':1}                      → pass
          {'<(a)':'x','b':1}       → {'a':'y','b':2}              → skip
          {'=(a)':'x'}             → {}                           → pass
          {'=(a)':'x'}             → {'a':'y'}                    → fail at /a/
          {'X(a)':null}            → {'a':null}                   → fail at /a/
          {'X(a)':null,'(b)':'x'}  → {'a':1}                      → skip
          {'^(a)':[{'b':1}]}       → {'a':[{'b':2},{'b':1}]}      → pass
          {'^(a)':[{'b':1}]}       → {'a':[{'b':2}]}              → fail at /a/
          {'^(a)':[{'b':1}]}       → {'a':1}                      → fail at /a/
          {'^(a)':[{'b':1}]}       → {}                           → pass
          {'(a)':'x','=(b)':'y'}   → {'b':'z'}                    → skip
          {'b':{'(c)':1},'a':2}    → {'a':3,'b':{}}               → skip
          {'a':[{'b':'x'}]}        → {'a':[{'b':'x'},{'b':'y'}]}  → fail at /a/1/b/
          {'a':[{'(b)':'x','c':1}]} → {'a':[{'b':'y'},{'b':'x','c':1}]} → pass
          {'a':[{'(b)':'x','c':1}]} → {'a':[{'b':'y'}]}           → skip
          {'a':[{'(b)':'x','c':1}]} → {'a':[]}                    → pass
          {'a':['x','y']}          → {'a':['x','x']}              → pass
          {'a':'x'}                → {'a':['x','y']}              → fail at /a/
          {'a':[]}                 → {'a':[]}                     → fail at /a/
          {'a':[[1]]}              → {'a':[]}                     → error
          {'c':{'(k)':1},'d':'x'}  → {'c':{'k':1},'d':'y'}        → fail at /d/
          {'+(a)':1}               → {'a':1}                      → fail at /+(a)/
          {'a':'x'}                → {'a':'conditional anchor mismatch'} → skip
          {'metadata':{'labels':{'ap*':'web'}}} → {'metadata':{'labels':{'app':'web'}}} → pass
          {'metadata':{'labels':{'app':1}}} → {'metadata':{'labels':{'app':'x'}}} → pass
          """)
  void decides_as_kyverno_does(String pattern, String object, String expected) {
    String outcome =
        switch (Patterns.match(read(pattern), read(object))) {
          case PatternResult.Matched matched -> "pass";
          case PatternResult.Skipped skipped -> "skip";
          case PatternResult.Failed failed -> "fail at " + failed.path();
          case PatternResult.Error error -> "error";
        };
    assertThat(outcome).isEqualTo(expected);
  }

  @Test
  void loses_the_place_where_an_anchored_key_is_missing() {
    JsonNode pattern = read("{'a':{'=(b)':{'(c)':1}},'d':'x'}");
    assertThat(Patterns.match(pattern, read("{'a':{'b':{}},'d':'y'}")))
        .isEqualTo(
            new PatternResult.Skipped(
                "conditional anchor mismatch: conditional anchor key doesn't exist in the"
                    + " resource",
                false));
    assertThat(Patterns.match(read("{'l':[{'(a)':1}],'z':1}"), read("{'l':[{'b':1},{'a':1}]}")))
        .isEqualTo(
            new PatternResult.Failed(
                "resource value '<nil>' does not match '1' at path /z/", "/z/", false));
    assertThat(Patterns.match(read("{'^(l)':[{}],'z':1}"), read("{}")))
        .isEqualTo(
            new PatternResult.Error(
                "resource value '<nil>' does not match '1' at path /z/", false));
  }

  @Test
  void finds_the_labels_of_the_first_element_in_the_others() {
    JsonNode pattern = read("{'l':[{'metadata':{'labels':{'a*':'?*'}}}]}");
    JsonNode object =
        read("{'l':[{'metadata':{'labels':{'a1':'x'}}},{'metadata':{'labels':{'a2':'x'}}}]}");
    assertThat(Patterns.match(pattern, object))
        .isEqualTo(
            new PatternResult.Failed(
                "resource value '<nil>' does not match '?*' at path /l/1/metadata/labels/a1/",
                "/l/1/metadata/labels/a1/",
                false));
    assertThat(pattern).isEqualTo(read("{'l':[{'metadata':{'labels':{'a*':'?*'}}}]}"));
  }

  @Test
  void says_where_kyverno_picks_a_label_at_random() {
    JsonNode pattern = read("{'metadata':{'annotations':{'*':'x'}}}");
    assertThat(Patterns.match(pattern, read("{'metadata':{'annotations':{'b':'y','a':'x'}}}")))
        .isEqualTo(new PatternResult.Matched(true));
    assertThat(Patterns.match(pattern, read("{'metadata':{'annotations':{'a':'x'}}}")))
        .isEqualTo(new PatternResult.Matched(false));
  }

  @Test
  void survives_trees_as_deep_as_parsers_allow() {
    JsonNode deep = read("{'a':".repeat(450) + "1" + "}".repeat(450));
    assertThat(Patterns.match(deep, deep)).isEqualTo(new PatternResult.Matched(false));
  }

  private static JsonNode read(String json) {
    return GoNumbers.typed(JsonMapper.shared().readTree(json.replace('\'', '"')));
  }
}
