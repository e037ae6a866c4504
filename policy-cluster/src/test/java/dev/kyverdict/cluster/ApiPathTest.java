package dev.kyverdict.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.cluster.Request.Method;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiPathTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "GET    | /api/v1/namespaces                          | list             |  | v1 | | namespaces | |",
        "GET    | /api/v1/namespaces/a                        | get              |  | v1 | a | namespaces | a |",
        "PUT    | /api/v1/namespaces/a/finalize               | update           |  | v1 | a | namespaces | a | finalize",
        "POST   | /api/v1/namespaces/a/pods                   | create           |  | v1 | a | pods | |",
        "PATCH  | /api/v1/namespaces/a/pods/p/status          | patch            |  | v1 | a | pods | p | status",
        "DELETE | /apis/apps/v1/namespaces/a/deployments/d    | delete           | apps | v1 | a | deployments | d |",
        "DELETE | /apis/apps/v1/namespaces/a/deployments      | deletecollection | apps | v1 | a | deployments | |",
        "GET    | /apis/apps/v1/deployments?watch=1           | watch            | apps | v1 | | deployments | |",
      })
  void a_path_tells_what_it_is_about(
      Method method,
      String path,
      String verb,
      String group,
      String version,
      String namespace,
      String resource,
      String name,
      String subresource) {
    ApiPath read = ApiPath.of(path);

    assertThat(read.isResource()).isTrue();
    assertThat(read.verb(method)).isEqualTo(verb);
    assertThat(read.group()).isEqualTo(text(group));
    assertThat(read.version()).isEqualTo(version);
    assertThat(read.namespace()).isEqualTo(text(namespace));
    assertThat(read.resource()).isEqualTo(resource);
    assertThat(read.name()).isEqualTo(text(name));
    assertThat(read.subresource()).isEqualTo(text(subresource));
  }

  private static String text(String value) {
    return value == null ? "" : value;
  }

  @ParameterizedTest
  @CsvSource({"/api", "/apis", "/apis/apps/v1", "/api/v1", "/version", "/healthz"})
  void other_paths_are_about_no_object(String path) {
    assertThat(ApiPath.of(path).isResource()).isFalse();
    assertThat(ApiPath.of(path).verb(Method.GET)).isEqualTo("get");
  }

  @org.junit.jupiter.api.Test
  void the_query_is_decoded_and_its_first_word_counts() {
    ApiPath read = ApiPath.of("/api/v1/pods?labelSelector=a%3Db%2Cc&limit=1&limit=2&dryRun");

    assertThat(read.query())
        .isEqualTo(Map.of("labelSelector", "a=b,c", "limit", "1", "dryRun", ""));
  }
}
