package dev.kyverdict.cluster.types;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TypeRegistryTest {

  private static final TypeRegistry TYPES = TypeRegistry.withKyverno();

  @Test
  void a_resource_is_found_by_its_path_and_by_its_kind() {
    ResourceType deployments = TYPES.resource("apps", "v1", "deployments").orElseThrow();
    assertThat(TYPES.kind("apps/v1", "Deployment")).contains(deployments);
    assertThat(deployments.singular()).isEqualTo("deployment");
    assertThat(deployments.shortNames()).containsExactly("deploy");
    assertThat(deployments.categories()).containsExactly("all");
    assertThat(deployments.namespaced()).isTrue();
    assertThat(deployments.subresources().keySet()).containsExactly("scale", "status");
    assertThat(deployments.subresources().values())
        .extracting(Subresource::kind)
        .containsExactly("Scale", "Deployment");
    assertThat(deployments.can("deletecollection")).isTrue();
    assertThat(TYPES.resource("", "v1", "deployments")).isEmpty();
  }

  @Test
  void groups_and_versions_stand_in_the_order_of_discovery() {
    assertThat(TYPES.groups()).startsWith("", "apiregistration.k8s.io", "apps");
    assertThat(TYPES.versions("autoscaling")).containsExactly("v2", "v1");
    assertThat(TYPES.versions("kyverno.io")).containsExactly("v2", "v1", "v2beta1", "v2alpha1");
    assertThat(TYPES.types("", "v1")).extracting(ResourceType::plural).contains("pods", "secrets");
  }

  @Test
  void versions_of_a_kind_share_their_storage() {
    ResourceType entries = TYPES.kind("kyverno.io/v2", "GlobalContextEntry").orElseThrow();
    assertThat(TYPES.sharing(entries))
        .extracting(ResourceType::version)
        .containsExactlyInAnyOrder("v2", "v2alpha1", "v2beta1");
    assertThat(entries.custom().orElseThrow().storageVersion()).isEqualTo("v2beta1");
    ResourceType events = TYPES.kind("events.k8s.io/v1", "Event").orElseThrow();
    assertThat(TYPES.sharing(events)).extracting(ResourceType::group).contains("", "events.k8s.io");
  }

  @Test
  void only_what_kyverno_serves_is_served() {
    assertThat(TYPES.kind("kyverno.io/v1beta1", "UpdateRequest")).isEmpty();
    assertThat(TYPES.kind("kyverno.io/v2", "UpdateRequest")).isPresent();
    assertThat(TYPES.kind("kyverno.io/v1", "ClusterPolicy").orElseThrow().custom().orElseThrow())
        .extracting(CustomType::deprecation)
        .asString()
        .contains("deprecated");
  }
}
