package dev.kyverdict.render;

import dev.kyverdict.model.ClusterPolicy;
import dev.kyverdict.model.KyvernoPolicy;
import dev.kyverdict.model.Manifest;
import dev.kyverdict.model.Metadata;
import dev.kyverdict.model.Policy;
import dev.kyverdict.model.kube.Builtin;
import dev.kyverdict.model.kube.ClusterExternalSecret;
import dev.kyverdict.model.kube.ExternalSecret;
import dev.kyverdict.model.kube.GlobalContextEntry;
import dev.kyverdict.model.kube.KubeObject;
import dev.kyverdict.model.kube.Kustomization;
import dev.kyverdict.model.kube.ReplicationDestination;
import dev.kyverdict.model.kube.ReplicationSource;
import dev.kyverdict.model.kube.VolumeSnapshotClass;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** The kinds of documents for which the model has a value. */
final class Kinds {

  private static final String KYVERNO = "kyverno.io";
  private static final String VOLSYNC = "volsync.backube";
  private static final String SECRETS = "external-secrets.io";

  /**
   * A kind.
   *
   * @param group its API group
   * @param versions the versions that its CRD serves; the first is the one that is stored and
   *     written
   * @param name {@code kind}
   * @param reader from a document to a value
   */
  record Kind(
      String group,
      List<String> versions,
      String name,
      Function<Fields, Optional<? extends Manifest>> reader) {

    String apiVersion() {
      return (group.isEmpty() ? "" : group + "/") + versions.getFirst();
    }
  }

  private static final List<Kind> KINDS =
      List.of(
          withSpec(
              KYVERNO,
              List.of("v1", "v2beta1"),
              "ClusterPolicy",
              (metadata, spec) -> new ClusterPolicy(metadata, SpecCodec.read(spec))),
          withSpec(
              KYVERNO,
              List.of("v1", "v2beta1"),
              "Policy",
              (metadata, spec) -> new Policy(metadata, SpecCodec.read(spec))),
          withSpec(
              KYVERNO,
              List.of("v2beta1", "v2", "v2alpha1"),
              "GlobalContextEntry",
              GlobalContextEntryCodec::read),
          withSpec(VOLSYNC, List.of("v1alpha1"), "ReplicationSource", ReplicationSourceCodec::read),
          withSpec(
              VOLSYNC,
              List.of("v1alpha1"),
              "ReplicationDestination",
              ReplicationDestinationCodec::read),
          withSpec(
              SECRETS,
              List.of("v1"),
              "ExternalSecret",
              (metadata, spec) -> new ExternalSecret(metadata, ExternalSecretCodec.read(spec))),
          withSpec(
              SECRETS, List.of("v1"), "ClusterExternalSecret", ClusterExternalSecretCodec::read),
          new Kind(
              "snapshot.storage.k8s.io",
              List.of("v1"),
              "VolumeSnapshotClass",
              document -> Optional.of(SnapshotClassCodec.read(document))),
          new Kind(
              "kustomize.config.k8s.io",
              List.of("v1beta1"),
              "Kustomization",
              document -> Optional.of(KustomizationCodec.read(document))));

  private Kinds() {}

  /** The kinds of a group. */
  static List<Kind> ofGroup(String group) {
    return Stream.concat(KINDS.stream(), BuiltinCodec.KINDS.stream())
        .filter(kind -> kind.group().equals(group))
        .toList();
  }

  static ObjectNode write(Manifest manifest) {
    return switch (manifest) {
      case KyvernoPolicy policy -> withSpec(policy, SpecCodec.write(policy.spec()));
      case KubeObject object -> write(object);
      default ->
          throw new IllegalArgumentException(
              "no way to render " + manifest.getClass().getName() + "; render a model value");
    };
  }

  private static ObjectNode write(KubeObject object) {
    return switch (object) {
      case ReplicationSource source -> withSpec(source, ReplicationSourceCodec.write(source));
      case ReplicationDestination destination ->
          withSpec(destination, ReplicationDestinationCodec.write(destination));
      case ExternalSecret secret -> withSpec(secret, ExternalSecretCodec.write(secret.spec()));
      case ClusterExternalSecret secret ->
          withSpec(secret, ClusterExternalSecretCodec.write(secret));
      case GlobalContextEntry entry -> withSpec(entry, GlobalContextEntryCodec.write(entry));
      case VolumeSnapshotClass snapshots ->
          head(snapshots).all(SnapshotClassCodec.write(snapshots)).node();
      case Kustomization kustomization ->
          head(kustomization).all(KustomizationCodec.write(kustomization)).node();
      case Builtin builtin -> BuiltinCodec.write(builtin);
    };
  }

  private static Mapping head(Manifest manifest) {
    return new Mapping()
        .text("apiVersion", manifest.apiVersion())
        .text("kind", manifest.kind())
        .filled("metadata", MetadataCodec.write(manifest.metadata()));
  }

  private static ObjectNode withSpec(Manifest manifest, ObjectNode spec) {
    return head(manifest).tree("spec", Optional.of(spec)).node();
  }

  private static Kind withSpec(
      String group,
      List<String> versions,
      String name,
      BiFunction<Metadata, Fields, Manifest> reader) {
    return new Kind(
        group,
        versions,
        name,
        document -> {
          Metadata metadata = MetadataCodec.read(document);
          Manifest manifest = reader.apply(metadata, document.requiredObject("spec"));
          document.drop(
              "status",
              "status",
              "is what a cluster found out; it is not kept",
              "remove it from a file that people edit");
          return Optional.of(manifest);
        });
  }
}
