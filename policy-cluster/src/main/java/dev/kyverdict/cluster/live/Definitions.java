package dev.kyverdict.cluster.live;

import dev.kyverdict.yaml.YamlDocument;
import dev.kyverdict.yaml.YamlReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The CustomResourceDefinitions of what policies speak of: VolSync, snapshots, secrets. */
final class Definitions {

  /** Group, version, kind, plural, scope. */
  private static final List<String> KINDS =
      List.of(
          "volsync.backube v1alpha1 ReplicationSource replicationsources Namespaced",
          "volsync.backube v1alpha1 ReplicationDestination replicationdestinations Namespaced",
          "snapshot.storage.k8s.io v1 VolumeSnapshot volumesnapshots Namespaced",
          "snapshot.storage.k8s.io v1 VolumeSnapshotClass volumesnapshotclasses Cluster",
          "snapshot.storage.k8s.io v1 VolumeSnapshotContent volumesnapshotcontents Cluster",
          "external-secrets.io v1 ExternalSecret externalsecrets Namespaced",
          "external-secrets.io v1 ClusterExternalSecret clusterexternalsecrets Cluster",
          "external-secrets.io v1 SecretStore secretstores Namespaced",
          "external-secrets.io v1 ClusterSecretStore clustersecretstores Cluster");

  private Definitions() {}

  /** The real ones as far as the folders have them; for the others those that allow any content. */
  static List<JsonNode> of(List<Path> folders) {
    Map<String, JsonNode> definitions = new LinkedHashMap<>();
    for (String kind : KINDS) {
      JsonNode open = open(kind.split(" "));
      definitions.put(name(open), open);
    }
    folders.stream()
        .flatMap(Definitions::files)
        .flatMap(file -> YamlReader.read(file).stream())
        .map(YamlDocument::tree)
        .filter(object -> object.path("kind").asString("").equals("CustomResourceDefinition"))
        .forEach(real -> definitions.put(name(real), real));
    return List.copyOf(definitions.values());
  }

  static String name(JsonNode object) {
    return object.at("/metadata/name").asString("");
  }

  private static Stream<Path> files(Path folder) {
    try (Stream<Path> paths = Files.walk(folder)) {
      List<Path> files = new ArrayList<>(paths.toList());
      files.removeIf(file -> !file.toString().endsWith(".yaml"));
      return files.stream().sorted();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static JsonNode open(String... kind) {
    return YamlReader.readOne(
            kind[3],
            """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata:
              name: %4$s.%1$s
              annotations: {api-approved.kubernetes.io: "unapproved, made for tests"}
            spec:
              group: %1$s
              scope: %5$s
              names: {kind: %3$s, listKind: %3$sList, plural: %4$s, singular: %6$s}
              versions:
                - name: %2$s
                  served: true
                  storage: true
                  schema:
                    openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}
                  subresources: {status: {}}
            """
                .formatted(
                    kind[0], kind[1], kind[2], kind[3], kind[4], kind[2].toLowerCase(Locale.ROOT)))
        .tree();
  }
}
