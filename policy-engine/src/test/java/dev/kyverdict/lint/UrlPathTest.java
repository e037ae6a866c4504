package dev.kyverdict.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UrlPathTest {

  @Test
  void a_path_names_one_object() {
    UrlPath path =
        UrlPath.of(
                "/apis/volsync.backube/v1alpha1/namespaces/{{ request.namespace }}"
                    + "/replicationdestinations/data")
            .orElseThrow();

    assertThat(path.group()).isEqualTo("volsync.backube");
    assertThat(path.resource()).isEqualTo("replicationdestinations");
    assertThat(path.name()).contains("data");
    assertThat(path.isInVariableNamespace()).isTrue();
    assertThat(path.isList()).isFalse();
  }

  @Test
  void a_path_names_a_list() {
    assertThat(UrlPath.of("/api/v1/namespaces/media/secrets?fieldSelector=metadata.name=x"))
        .contains(
            new UrlPath("", Optional.of("media"), "secrets", Optional.empty(), Optional.empty()));
    assertThat(UrlPath.of("/api/v1/namespaces").map(UrlPath::isList)).contains(true);
  }

  @Test
  void a_namespace_is_an_object_too() {
    assertThat(UrlPath.of("/api/v1/namespaces/media"))
        .contains(
            new UrlPath(
                "", Optional.empty(), "namespaces", Optional.of("media"), Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "/", "/version", "/api/v1", "/apis/apps/v1", "{{ path }}", "/healthz"})
  void other_paths_name_no_resource(String path) {
    assertThat(UrlPath.of(path)).isEmpty();
  }
}
