package dev.kyverdict.lint;

import dev.kyverdict.model.Metadata;
import dev.kyverdict.model.Selector;
import dev.kyverdict.model.kube.Builtin;
import dev.kyverdict.model.kube.ClusterExternalSecret;
import dev.kyverdict.model.kube.ExternalSecret;
import dev.kyverdict.model.kube.GlobalContextEntry;
import dev.kyverdict.model.kube.KubeObject;
import dev.kyverdict.model.kube.Kustomization;
import dev.kyverdict.model.kube.ReplicationDestination;
import dev.kyverdict.model.kube.ReplicationSource;
import dev.kyverdict.model.kube.Restic;
import dev.kyverdict.model.kube.Trigger;
import dev.kyverdict.model.kube.VolumeSnapshotClass;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Manifests as trees, with what lint reads of them at the places where YAML has it. */
final class Trees {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Trees() {}

  static Tree of(KubeObject object) {
    if (object instanceof Builtin builtin) {
      return new Tree(JSON.valueToTree(builtin.object()));
    }
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    metadata(tree.putObject("metadata"), object.metadata());
    switch (object) {
      case Builtin builtin -> {}
      case ReplicationSource source -> source(tree.putObject("spec"), source);
      case ReplicationDestination destination -> destination(tree.putObject("spec"), destination);
      case ExternalSecret secret -> externalSecret(tree.putObject("spec"), secret.spec());
      case ClusterExternalSecret secret -> {
        ObjectNode spec = tree.putObject("spec");
        put(spec, "externalSecretName", secret.externalSecretName());
        ArrayNode selectors = spec.putArray("namespaceSelectors");
        secret.namespaceSelectors().forEach(s -> selector(selectors.addObject(), s));
        externalSecret(spec.putObject("externalSecretSpec"), secret.externalSecretSpec());
      }
      case VolumeSnapshotClass snapshots -> {
        tree.put("driver", snapshots.driver());
        map(tree.putObject("parameters"), snapshots.parameters());
      }
      case Kustomization kustomization -> tree.setAll(kustomization.other());
      case GlobalContextEntry entry -> {
        ArrayNode projections = tree.putObject("spec").putArray("projections");
        entry.projections().forEach(p -> projections.addObject().put("jmesPath", p.jmesPath()));
      }
    }
    return new Tree(tree);
  }

  private static void metadata(ObjectNode tree, Metadata metadata) {
    tree.put("name", metadata.name());
    put(tree, "namespace", metadata.namespace());
    map(tree.putObject("labels"), metadata.labels());
    map(tree.putObject("annotations"), metadata.annotations());
  }

  private static void source(ObjectNode spec, ReplicationSource source) {
    put(spec, "sourcePVC", source.sourcePvc());
    source.trigger().ifPresent(trigger -> trigger(spec.putObject("trigger"), trigger));
    ObjectNode restic = restic(spec.putObject("restic"), source.restic());
    source.pruneIntervalDays().ifPresent(days -> restic.put("pruneIntervalDays", days));
    put(restic, "unlock", source.unlock());
    source.retain().ifPresent(retain -> retain(restic.putObject("retain"), retain));
  }

  private static void retain(ObjectNode tree, ReplicationSource.Retain retain) {
    retain.hourly().ifPresent(count -> tree.put("hourly", count));
    retain.daily().ifPresent(count -> tree.put("daily", count));
    retain.weekly().ifPresent(count -> tree.put("weekly", count));
    retain.monthly().ifPresent(count -> tree.put("monthly", count));
    retain.yearly().ifPresent(count -> tree.put("yearly", count));
    put(tree, "last", retain.last());
    put(tree, "within", retain.within());
  }

  private static void destination(ObjectNode spec, ReplicationDestination destination) {
    destination.trigger().ifPresent(trigger -> trigger(spec.putObject("trigger"), trigger));
    ObjectNode restic = restic(spec.putObject("restic"), destination.restic());
    put(restic, "destinationPVC", destination.destinationPvc());
    destination.cleanupTempPvc().ifPresent(value -> restic.put("cleanupTempPVC", value));
    destination.cleanupCachePvc().ifPresent(value -> restic.put("cleanupCachePVC", value));
    destination.enableFileDeletion().ifPresent(value -> restic.put("enableFileDeletion", value));
  }

  private static void trigger(ObjectNode tree, Trigger trigger) {
    put(tree, "schedule", trigger.schedule());
    put(tree, "manual", trigger.manual());
  }

  private static ObjectNode restic(ObjectNode tree, Restic restic) {
    put(tree, "repository", restic.repository());
    put(tree, "copyMethod", restic.copyMethod().map(Restic.CopyMethod::toString));
    put(tree, "capacity", restic.capacity());
    list(tree, "accessModes", restic.accessModes());
    put(tree, "storageClassName", restic.storageClassName());
    put(tree, "volumeSnapshotClassName", restic.volumeSnapshotClassName());
    tree.setAll(restic.mover());
    return tree;
  }

  private static void externalSecret(ObjectNode tree, ExternalSecret.Spec spec) {
    ObjectNode target = tree.putObject("target");
    put(target, "name", spec.target().name());
    spec.target()
        .template()
        .ifPresent(
            template -> {
              ObjectNode node = target.putObject("template");
              node.put("mergePolicy", template.mergePolicy());
              map(node.putObject("data"), template.data());
            });
    ArrayNode data = tree.putArray("data");
    spec.data().forEach(entry -> data.addObject().put("secretKey", entry.secretKey()));
    if (!spec.dataFrom().isEmpty()) {
      spec.dataFrom().forEach(tree.putArray("dataFrom")::add);
    }
  }

  private static void selector(ObjectNode tree, Selector selector) {
    map(tree.putObject("matchLabels"), selector.matchLabels());
    ArrayNode expressions = tree.putArray("matchExpressions");
    selector.matchExpressions().forEach(asked -> expressions.addObject().put("key", asked.key()));
  }

  private static void put(ObjectNode tree, String key, Optional<String> value) {
    value.ifPresent(text -> tree.put(key, text));
  }

  private static void map(ObjectNode tree, Map<String, String> map) {
    map.forEach(tree::put);
  }

  private static void list(ObjectNode tree, String key, List<String> values) {
    if (!values.isEmpty()) {
      values.forEach(tree.putArray(key)::add);
    }
  }
}
