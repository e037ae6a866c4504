package dev.kyverdict.world.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.cluster.Request.Method;
import dev.kyverdict.cluster.fault.Fault;
import dev.kyverdict.world.Town;
import dev.kyverdict.world.kube.Trees;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ExternalSecretsTest {

  private static final String CLUSTER_SECRET =
      """
      apiVersion: external-secrets.io/v1
      kind: ClusterExternalSecret
      metadata: {name: base}
      spec:
        externalSecretName: base
        refreshTime: 1m0s
        namespaceSelectors: [{matchLabels: {movers: "true"}}]
        externalSecretSpec:
          refreshInterval: 1h0m0s
          secretStoreRef: {name: store, kind: ClusterSecretStore}
          target:
            name: base
            creationPolicy: Owner
            template: {mergePolicy: Merge, data: {URL: "s3:http://store/{{ .KEY }}"}}
          data: [{secretKey: KEY, remoteRef: {key: item, property: key}}]
      """;

  private final Town town =
      new Town(
          ExternalSecrets.objects("store"),
          new ExternalSecrets(),
          new Vault(Map.of("item/key", "first")));

  private String value(String key) {
    String encoded = Trees.text(town.get("v1", "Secret", "base"), "data/" + key);
    return new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
  }

  private void label() {
    JsonNode patch = Trees.yaml("{metadata: {labels: {movers: 'true'}}}").getFirst();
    town.admin()
        .patch(
            "v1", "Namespace", "", "default", "", dev.kyverdict.cluster.Request.MERGE_PATCH, patch);
  }

  @Test
  void a_namespace_that_gets_the_label_gets_the_secret_a_second_later() {
    town.has(CLUSTER_SECRET).passes("1M");
    assertThat(town.names("external-secrets.io/v1", "ExternalSecret")).isEmpty();

    label();
    town.passes("0.5S");
    assertThat(town.names("external-secrets.io/v1", "ExternalSecret")).containsExactly("base");
    assertThat(town.names("v1", "Secret")).isEmpty();

    town.passes("1S");
    assertThat(value("KEY")).isEqualTo("first");
    assertThat(value("URL")).isEqualTo("s3:http://store/first");
  }

  @Test
  void a_secret_that_was_deleted_comes_back_and_a_new_value_within_the_interval() {
    town.has(CLUSTER_SECRET);
    label();
    town.passes("5S");

    town.admin().delete("v1", "Secret", "default", "base");
    town.passes("5S");
    assertThat(value("KEY")).isEqualTo("first");

    town.fetch(Method.PUT, "http://vault/item/key", "{\"value\":\"second\"}");
    town.passes("50M");
    assertThat(value("KEY")).isEqualTo("first");
    town.passes("11M");
    assertThat(value("KEY")).isEqualTo("second");
  }

  @Test
  void with_the_store_away_there_is_no_secret_and_all_heals_by_itself() {
    Fault away = Fault.answers("http://vault/*", 503);
    town.cluster().inject(away);
    town.has(CLUSTER_SECRET);
    label();
    town.passes("2M");
    JsonNode secret = town.get("external-secrets.io/v1", "ExternalSecret", "base");
    assertThat(secret.toString()).contains("SecretSyncedError");
    assertThat(town.names("v1", "Secret")).isEmpty();

    town.cluster().heal(away);
    town.passes("8M");
    assertThat(value("KEY")).isEqualTo("first");
  }

  @Test
  void the_secret_goes_with_the_external_secret() {
    town.has(CLUSTER_SECRET);
    label();
    town.passes("5S");

    town.admin().delete("external-secrets.io/v1", "ClusterExternalSecret", "", "base");
    town.passes("5S");
    assertThat(town.names("external-secrets.io/v1", "ExternalSecret")).isEmpty();
    assertThat(town.names("v1", "Secret")).isEmpty();
  }
}
