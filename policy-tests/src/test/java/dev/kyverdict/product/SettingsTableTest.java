package dev.kyverdict.product;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.volsync.Profile;
import dev.kyverdict.volsync.Settings;
import dev.kyverdict.volsync.Settings.Tier;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which places of the tree a setting changes: exactly the ones that the table names. */
class SettingsTableTest {

  @ParameterizedTest
  @EnumSource(Profile.class)
  void each_setting_changes_exactly_the_places_that_the_table_names(Profile profile)
      throws IOException {
    Settings base = ChangedSettings.base(profile);

    String seen =
        ChangedSettings.of(base).entrySet().stream()
            .map(
                change ->
                    Stream.concat(
                            Stream.of(change.getKey()),
                            TreeDiff.between(base, change.getValue()).stream()
                                .map(place -> "  " + place))
                        .collect(Collectors.joining("\n")))
            .collect(Collectors.joining("\n", "", "\n"));

    assertThat(seen).isEqualTo(table(profile + ".txt"));
  }

  @Test
  void every_component_of_the_settings_has_a_row() {
    TreeSet<String> components = new TreeSet<>();
    for (RecordComponent component : Settings.class.getRecordComponents()) {
      if (component.getType().isRecord()) {
        for (RecordComponent inner : component.getType().getRecordComponents()) {
          components.add(component.getName() + "." + inner.getName());
          if (inner.getGenericType() instanceof ParameterizedType list
              && list.getActualTypeArguments()[0] == Tier.class) {
            for (RecordComponent part : Tier.class.getRecordComponents()) {
              components.add(component.getName() + "." + inner.getName() + "." + part.getName());
            }
          }
        }
      } else {
        components.add(component.getName());
      }
    }

    assertThat(new TreeSet<>(ChangedSettings.of(ChangedSettings.base(Profile.SAFE)).keySet()))
        .containsExactlyElementsOf(components);
  }

  private static String table(String name) throws IOException {
    try (InputStream table =
        Objects.requireNonNull(
            SettingsTableTest.class.getResourceAsStream("/settings/" + name), name)) {
      return new String(table.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
