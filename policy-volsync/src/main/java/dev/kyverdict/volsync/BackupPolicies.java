package dev.kyverdict.volsync;

import static dev.kyverdict.dsl.Policies.clusterPolicy;
import static dev.kyverdict.dsl.Policies.expr;
import static dev.kyverdict.dsl.Policies.requestObject;
import static dev.kyverdict.dsl.Policies.rule;

import dev.kyverdict.dsl.Template;
import dev.kyverdict.model.ClusterPolicy;
import dev.kyverdict.model.Generate;
import dev.kyverdict.model.Manifest;
import dev.kyverdict.model.Metadata;
import dev.kyverdict.model.kube.ReplicationSource;
import dev.kyverdict.model.kube.Restic;
import dev.kyverdict.model.kube.Restic.CopyMethod;
import dev.kyverdict.model.kube.Trigger;
import dev.kyverdict.render.Manifests;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is made of a labelled claim: the Secret of its repository and the source that backs it up. A
 * destination never: on an empty repository it would succeed with an empty image.
 *
 * <p>One policy a tier and nothing in it that Kyverno forbids to change: no context, no
 * preconditions, no exclude, constant rule names. A tier comes and goes as a policy of its own.
 */
final class BackupPolicies {

  private BackupPolicies() {}

  /** A policy for each tier. */
  static List<ClusterPolicy> of(Settings settings) {
    return settings.backups().tiers().stream().map(tier -> policy(settings, tier)).toList();
  }

  private static ClusterPolicy policy(Settings settings, Settings.Tier tier) {
    ClusterPolicy policy =
        clusterPolicy(
            "volsync-pvc-backup-" + tier.label(),
            rule("credentials").match(Claims.of(settings, tier)).generate(from(secret(settings))),
            rule("replication-source")
                .match(Claims.of(settings, tier))
                .generate(from(source(settings, tier))));
    return Claims.narrow(policy, settings, List.of(tier.label()));
  }

  private static Manifest secret(Settings settings) {
    String repository =
        new Template.Text(settings.backups().repositoryBase() + "/")
            .plus(Names.NAMESPACE)
            .plus("/")
            .plus(Names.CLAIM)
            .template();
    return Credentials.ofClaim(
        settings,
        Metadata.named(Names.NAMESPACE.template(), Names.secret(Names.CLAIM).template()),
        repository);
  }

  private static ReplicationSource source(Settings settings, Settings.Tier tier) {
    Metadata metadata =
        Metadata.named(Names.NAMESPACE.template(), Names.source(Names.CLAIM).template());
    return new ReplicationSource(
        new Metadata(
            metadata.name(),
            metadata.namespace(),
            metadata.labels(),
            metadata.annotations(),
            ownedByClaim()),
        Optional.of(Names.CLAIM.template()),
        Optional.of(Trigger.schedule(schedule(tier))),
        Optional.empty(),
        new Restic(
            Optional.of(Names.secret(Names.CLAIM).template()),
            Optional.of(CopyMethod.SNAPSHOT),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Optional.of(settings.storage().snapshotClass()),
            Optional.of(settings.storage().cacheCapacity()),
            List.of(),
            Optional.of(settings.storage().cacheStorageClass()),
            JsonNodeFactory.instance.objectNode()),
        Optional.of(settings.backups().pruneIntervalDays()),
        Optional.of(tier.retain()),
        Optional.empty());
  }

  /** The minute is the length of the claim's full name modulo 60: spread, and the same for ever. */
  private static String schedule(Settings.Tier tier) {
    return expr("to_string(modulo(length(join('/', [request.object.metadata.namespace,"
                + " request.object.metadata.name])), `60`))")
            .template()
        + " "
        + tier.hours()
        + " * * *";
  }

  /** The source goes when its claim goes, without {@code synchronize}. */
  private static ObjectNode ownedByClaim() {
    ObjectNode other = JsonNodeFactory.instance.objectNode();
    other
        .putArray("ownerReferences")
        .addObject()
        .put("apiVersion", "v1")
        .put("kind", "PersistentVolumeClaim")
        .put("name", Names.CLAIM.template())
        .put("uid", requestObject("metadata.uid").template());
    return other;
  }

  /** A generate rule's target and data from an object with variables in it. */
  private static Generate from(Manifest object) {
    ObjectNode data = Manifests.tree(object);
    data.remove("apiVersion");
    data.remove("kind");
    ObjectNode metadata = (ObjectNode) data.get("metadata");
    metadata.remove("name");
    metadata.remove("namespace");
    if (metadata.isEmpty()) {
      data.remove("metadata");
    }
    return new Generate(
        Optional.of(true),
        Optional.of(false),
        Optional.empty(),
        new Generate.Target(
            Optional.of(object.apiVersion()),
            Optional.of(object.kind()),
            object.metadata().namespace(),
            Optional.of(object.metadata().name()),
            Optional.empty()),
        new Generate.Data(data));
  }
}
