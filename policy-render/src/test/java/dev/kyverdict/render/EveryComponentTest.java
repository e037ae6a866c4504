package dev.kyverdict.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.model.ClusterPolicy;
import dev.kyverdict.model.Manifest;
import dev.kyverdict.model.Policy;
import dev.kyverdict.model.kube.Builtin;
import dev.kyverdict.model.kube.KubeObject;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A component that the codec forgets fails here, whoever adds it. */
class EveryComponentTest {

  private static final Map<String, String> FIXED =
      Map.ofEntries(
          Map.entry("Metadata.other", "{\"finalizers\": [\"?\"]}"),
          // not the CRD's defaults
          Map.entry("Spec.admission", "false"),
          Map.entry("Spec.background", "false"),
          Map.entry("Rule.skipBackgroundRequests", "false"),
          Map.entry("Validate.allowExistingViolations", "false"),
          Map.entry("ApiCall.method", "\"POST\""),
          Map.entry("Call.method", "\"POST\""),
          // one of a few words
          Map.entry("Spec.validationFailureAction", "\"enforce\""),
          Map.entry("FailureActionOverride.action", "\"audit\""),
          Map.entry("Condition.operator", "\"AnyIn\""),
          Map.entry("PodSecurity.level", "\"baseline\""),
          Map.entry("PodSecurity.version", "\"v1.25\""),
          Map.entry("PodSecurityExclude.controlName", "\"Seccomp\""),
          Map.entry("Spec.refreshPolicy", "\"OnChange\""),
          Map.entry("Store.kind", "\"ClusterSecretStore\""),
          Map.entry("Target.creationPolicy", "\"Orphan\""),
          Map.entry("Target.deletionPolicy", "\"Delete\""),
          Map.entry("Template.engineVersion", "\"v2\""),
          Map.entry("Template.mergePolicy", "\"Merge\""),
          Map.entry("VolumeSnapshotClass.deletionPolicy", "\"Retain\""),
          // trees with known names, and all defaults
          Map.entry(
              "VerifyImages.tree",
              "[{\"imageReferences\": [\"?\"], \"mutateDigest\": false, \"required\": false,"
                  + " \"useCache\": false, \"verifyDigest\": false}]"),
          Map.entry("ClusterExternalSecret.other", "{\"namespaces\": [\"?\"]}"),
          Map.entry("Spec.other", "{\"syncWindows\": {\"kind\": \"?\"}}"),
          Map.entry("Target.other", "{\"immutable\": true}"),
          Map.entry("Template.other", "{\"metadata\": {\"labels\": {\"?\": \"?\"}}}"),
          Map.entry("Data.other", "{\"version\": \"?\"}"),
          Map.entry("Restic.mover", "{\"moverServiceAccount\": \"?\"}"));

  private static final Map<String, List<String>> VARIANTS =
      Map.of(
          "ForEach.check",
          List.of("NoCheck", "Pattern", "AnyPattern", "Deny", "ForEachCheck"),
          "ForEach.source",
          List.of("NoSource", "Data", "Clone", "CloneList"));

  static List<Class<? extends Manifest>> kinds() {
    Stream<Class<? extends Manifest>> objects =
        Arrays.stream(KubeObject.class.getPermittedSubclasses())
            .filter(type -> type != Builtin.class)
            .map(type -> type.asSubclass(Manifest.class));
    return Stream.concat(Stream.of(ClusterPolicy.class, Policy.class), objects).toList();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void is_written_and_read(Class<? extends Manifest> kind) {
    Samples samples = new Samples(FIXED, VARIANTS);
    List<? extends Manifest> everything = samples.of(kind);

    String text = Manifests.yaml(everything, EveryComponentTest.class);

    assertThat(everything).isNotEmpty();
    assertThat(text).contains(samples.words());
    ReadResult read = ManifestReader.read("everything.yaml", text);
    assertThat(read.problems()).isEmpty();
    assertThat(read.manifests()).hasSameSizeAs(everything);
    for (int i = 0; i < everything.size(); i++) {
      assertThat(read.manifests().get(i)).isEqualTo(everything.get(i));
    }
  }
}
