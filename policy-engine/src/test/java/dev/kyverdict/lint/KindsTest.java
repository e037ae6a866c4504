package dev.kyverdict.lint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KindsTest {

  @ParameterizedTest
  @CsvSource({
    "Pod, Pod",
    "v1/Pod, Pod",
    "*/Pod, Pod",
    "apps/v1/Deployment, Deployment",
    "apps/*/Deployment, Deployment",
    "Pod/status, Pod",
    "Pod.status, Pod",
    "v1/Pod/exec, Pod",
    "apps/v1/Deployment/scale, Deployment",
    "volsync.backube/v1alpha1/ReplicationSource, ReplicationSource"
  })
  void a_selector_names_a_kind(String selector, String kind) {
    assertThat(Kinds.name(selector)).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource({
    "PersistentVolumeClaims, PersistentVolumeClaim",
    "PersistentVolumeclaim, PersistentVolumeClaim",
    "PersistantVolumeClaim, PersistentVolumeClaim",
    "pods, Pod",
    "deployment, Deployment",
    "StatefuleSet, StatefulSet",
    "ReplicationDestinaton, ReplicationDestination"
  })
  void a_misspelt_kind_is_recognised(String word, String kind) {
    assertThat(Kinds.meant(word)).contains(kind);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Pod",
        "Route",
        "Task",
        "Widget",
        "Certificate",
        "*",
        "Replica*",
        "MyPod",
        "Jobs2"
      })
  void other_kinds_are_left_alone(String word) {
    assertThat(Kinds.meant(word)).isEmpty();
  }

  @Test
  void kinds_know_their_resource() {
    assertThat(Kinds.named("StorageClass"))
        .contains(new Kinds.Kind("storage.k8s.io", "StorageClass", "storageclasses", false));
  }
}
