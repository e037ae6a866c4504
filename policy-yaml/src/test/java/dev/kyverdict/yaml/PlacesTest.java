package dev.kyverdict.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class PlacesTest {

  private static final Places PLACES =
      YamlReader.readOne(
              "a.yaml",
              """
              # comment
              spec:
                rules:
                  - name: first
                    "a/b~c": {x: 😀, z: é}
                  - &second
                    name: |
                      text
                copy: *second
                merged:
                  <<: *second
                  own: 1
                "": empty
              """)
          .places();

  @Test
  void a_value_stands_where_it_starts() {
    assertThat(PLACES.of("")).contains(place(2, 1));
    assertThat(PLACES.of("/spec")).contains(place(3, 3));
    assertThat(PLACES.of("/spec/rules")).contains(place(4, 5));
    assertThat(PLACES.of("/spec/rules/0/name")).contains(place(4, 13));
    assertThat(PLACES.of("/spec/rules/0/a~1b~0c/z")).contains(place(5, 26));
    assertThat(PLACES.of("/spec/rules/1/name")).contains(place(7, 13));
    assertThat(PLACES.of("/spec/")).contains(place(13, 7));
  }

  @Test
  void a_key_stands_before_its_value() {
    assertThat(PLACES.ofKey("/spec/rules/0/name")).contains(place(4, 7));
    assertThat(PLACES.ofKey("/spec/rules/0/a~1b~0c")).contains(place(5, 7));
    assertThat(PLACES.ofKey("/spec/rules/0")).isEmpty();
    assertThat(PLACES.ofKey("")).isEmpty();
  }

  @Test
  void an_alias_stands_where_it_is_and_its_content_where_the_anchor_is() {
    assertThat(PLACES.of("/spec/copy")).contains(place(9, 9));
    assertThat(PLACES.ofKey("/spec/copy")).contains(place(9, 3));
    assertThat(PLACES.of("/spec/copy/name")).contains(place(7, 13));
  }

  @Test
  void what_was_merged_stands_where_it_was_merged_from() {
    assertThat(PLACES.ofKey("/spec/merged/name")).contains(place(7, 7));
    assertThat(PLACES.ofKey("/spec/merged/own")).contains(place(12, 5));
  }

  @Test
  void what_is_not_there_has_no_place_but_a_nearest_one() {
    assertThat(PLACES.of("/spec/rules/2")).isEmpty();
    assertThat(PLACES.of("/spec/rules/x")).isEmpty();
    assertThat(PLACES.of("/spec/rules/00")).isEmpty();
    assertThat(PLACES.of("/spec/rules/99999999999")).isEmpty();
    assertThat(PLACES.of("/spec/rules/0/name/x")).isEmpty();
    assertThat(PLACES.nearest("/spec/rules/0/match/any/0")).isEqualTo(place(4, 7));
    assertThat(PLACES.nearest("/status")).isEqualTo(place(2, 1));
    assertThat(PLACES.nearest("")).isEqualTo(place(2, 1));
  }

  @Test
  void a_pointer_starts_with_a_slash() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PLACES.of("spec/rules"))
        .withMessage(
            "JSON pointer 'spec/rules' does not start with '/'; write /spec/name, or \"\"");
  }

  @Test
  void a_place_reads_as_editors_write_it() {
    assertThat(place(4, 7)).hasToString("a.yaml:4:7");
  }

  private static Place place(int line, int column) {
    return new Place("a.yaml", line, column);
  }
}
