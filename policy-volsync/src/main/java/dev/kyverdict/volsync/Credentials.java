package dev.kyverdict.volsync;

import dev.kyverdict.model.Metadata;
import dev.kyverdict.model.Selector;
import dev.kyverdict.model.kube.ClusterExternalSecret;
import dev.kyverdict.model.kube.ExternalSecret;
import dev.kyverdict.model.kube.ExternalSecret.Data;
import dev.kyverdict.model.kube.ExternalSecret.Spec;
import dev.kyverdict.model.kube.ExternalSecret.Store;
import dev.kyverdict.model.kube.ExternalSecret.Target;
import dev.kyverdict.model.kube.ExternalSecret.Template;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Who may read and write the bucket. Every Secret comes from a store and heals by itself. */
final class Credentials {

  private static final ObjectNode NOTHING = JsonNodeFactory.instance.objectNode();

  private Credentials() {}

  /** The Secret of one claim: keys, password, and the repository that is the claim's alone. */
  static ExternalSecret ofClaim(Settings settings, Metadata metadata, String repository) {
    Template template =
        new Template(
            "v2",
            // the keys that were fetched stay, so that no template has to repeat them in braces
            "Merge",
            Optional.empty(),
            repository.isEmpty() ? Map.of() : Map.of("RESTIC_REPOSITORY", repository),
            NOTHING);
    return new ExternalSecret(
        metadata,
        spec(
            settings,
            Optional.of(metadata.name()).filter(name -> !name.isEmpty()),
            Optional.of(template),
            true));
  }

  /** The Secret that says that a namespace may have backups. */
  static ClusterExternalSecret base(Settings settings) {
    String name = settings.credentials().baseSecret();
    return new ClusterExternalSecret(
        Metadata.named(name).annotation(ArgoCd.SYNC_WAVE, ArgoCd.RIGHTS),
        Optional.of(name),
        List.of(Selector.label(Names.PRIVILEGED_MOVERS, "true")),
        Optional.of("1m0s"),
        spec(
            settings,
            Optional.of(name),
            Optional.of(
                new Template(
                    "v2",
                    "Merge",
                    Optional.empty(),
                    Map.of("RESTIC_REPOSITORY_BASE", settings.backups().repositoryBase()),
                    NOTHING)),
            true),
        NOTHING);
  }

  /** The key with which the pre-warm CronJob lists the bucket; it needs no password. */
  static ExternalSecret ofPreWarm(Settings settings) {
    String name = Names.PRE_WARM + "-s3";
    return new ExternalSecret(
        Metadata.named(settings.preWarm().namespace(), name)
            .annotation(ArgoCd.SYNC_WAVE, ArgoCd.RIGHTS),
        spec(settings, Optional.of(name), Optional.empty(), false));
  }

  private static Spec spec(
      Settings settings,
      Optional<String> secret,
      Optional<Template> template,
      boolean withPassword) {
    Settings.Credentials from = settings.credentials();
    List<Data> keys =
        List.of(
            data(from, "AWS_ACCESS_KEY_ID", from.accessKeyId()),
            data(from, "AWS_SECRET_ACCESS_KEY", from.secretAccessKey()),
            data(from, "RESTIC_PASSWORD", from.resticPassword()));
    return new Spec(
        "1h0m0s",
        Optional.empty(),
        Optional.of(new Store(Optional.of(from.store()), Optional.of(from.storeKind()))),
        new Target(secret, "Owner", "Retain", template, NOTHING),
        withPassword ? keys : keys.subList(0, 2),
        List.of(),
        NOTHING);
  }

  private static Data data(Settings.Credentials from, String key, String property) {
    return new Data(key, from.remoteKey(), Optional.of(property), NOTHING);
  }
}
