package dev.kyverdict.cluster.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.Request;
import org.junit.jupiter.api.Test;

class ApplyTest {

  private static final String X = "/api/v1/namespaces/default/configmaps/x";

  private final Bench bench = new Bench();

  private Reply apply(String query, String data) {
    return bench.patch(
        X + query,
        Request.APPLY_PATCH,
        "{'apiVersion':'v1','kind':'ConfigMap','metadata':{'name':'x'},'data':%s}".formatted(data));
  }

  @Test
  void it_makes_changes_and_takes_away_what_one_has_made_oneself() {
    assertThat(apply("?fieldManager=a", "{'a':'1','b':'1'}").status()).isEqualTo(201);
    Reply again = apply("?fieldManager=a", "{'a':'1'}");
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.body().path("data")).isEqualTo(Bench.json("{'a':'1'}"));
    assertThat(apply("?fieldManager=a", "{'a':'1'}").body()).isEqualTo(again.body());
  }

  @Test
  void it_does_not_take_what_belongs_to_somebody_else() {
    apply("?fieldManager=a", "{'a':'1'}");
    Reply refused = apply("?fieldManager=b", "{'a':'2'}");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.message())
        .isEqualTo("Apply failed with 1 conflict: conflict with \"a\": .data.a");
    assertThat(apply("?fieldManager=b&force=true", "{'a':'2'}").body().at("/data/a").asString())
        .isEqualTo("2");
  }

  @Test
  void it_wants_to_know_who_applies() {
    Reply refused = apply("", "{}");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.message())
        .isEqualTo(
            "PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: is required"
                + " for apply patch");
  }
}
