package dev.kyverdict.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kyverdict.cluster.ApiPath;
import dev.kyverdict.yaml.YamlReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What the engine alone lists, and what it would list wrongly and therefore refuses. */
class EngineStoreTest {

  private static final String MAPS = "/api/v1/namespaces/app/configmaps";

  private final EngineStore store = new EngineStore();

  EngineStoreTest() {
    for (String tier : List.of("web", "data")) {
      store.put(
          YamlReader.read(
                  "test.yaml",
                  "{apiVersion: v1, kind: ConfigMap, metadata: {name: of-%s, namespace: app,"
                          .formatted(tier)
                      + " labels: {tier: %s}}}".formatted(tier))
              .getFirst()
              .tree());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "labelSelector=tier=web",
        "labelSelector=tier%3D%3Dweb",
        "fieldSelector=metadata.name=of-web",
        "fieldSelector=metadata.namespace%3Dapp,metadata.name%3Dof-web"
      })
  void a_selector_of_equality_selects(String query) {
    JsonNode items = store.list(ApiPath.of(MAPS + "?" + query)).path("items");

    assertThat(items.valueStream().map(item -> item.at("/metadata/name").stringValue()))
        .containsExactly("of-web");
  }

  @Test
  void without_a_selector_all_are_listed() {
    assertThat(store.list(ApiPath.of(MAPS)).path("items")).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "labelSelector=tier!=web",
        "labelSelector=tier%21%3Dweb",
        "labelSelector=tier%20in%20(web)",
        "labelSelector=tier",
        "labelSelector=!tier",
        "labelSelector=tier=web,stage!=test",
        "fieldSelector=metadata.name!=of-web"
      })
  void any_other_selector_is_refused_with_what_to_do_about_it(String query) {
    ApiPath path = ApiPath.of(MAPS + "?" + query);

    assertThatThrownBy(() -> store.list(path))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageStartingWith(query.substring(0, query.indexOf('=')))
        .hasMessageEndingWith("the engine alone knows equality only; judge by SIMULATED");
  }
}
