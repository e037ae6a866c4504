package dev.kyverdict.volsync;

import static dev.kyverdict.dsl.ResourceType.CONFIG_MAP;
import static dev.kyverdict.dsl.ResourceType.EXTERNAL_SECRET;
import static dev.kyverdict.dsl.ResourceType.NAMESPACE;
import static dev.kyverdict.dsl.ResourceType.PERSISTENT_VOLUME_CLAIM;
import static dev.kyverdict.dsl.ResourceType.REPLICATION_DESTINATION;
import static dev.kyverdict.dsl.ResourceType.REPLICATION_SOURCE;
import static dev.kyverdict.dsl.ResourceType.SECRET;
import static dev.kyverdict.volsync.KyvernoRights.rule;

import dev.kyverdict.model.Manifest;
import dev.kyverdict.model.Metadata;
import dev.kyverdict.model.kube.Builtin;
import dev.kyverdict.render.Manifests;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The CronJob that makes a destination of every backup, with its rights and its script. */
final class PreWarm {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private PreWarm() {}

  static List<Manifest> of(Settings settings) {
    List<Manifest> manifests = new ArrayList<>();
    manifests.add(Credentials.ofPreWarm(settings));
    manifests.add(serviceAccount(settings));
    manifests.add(clusterRole(settings));
    manifests.add(clusterRoleBinding(settings));
    if (settings.profile() == Profile.SAFE) {
      manifests.add(catalogueRole(settings));
      manifests.add(catalogueRoleBinding(settings));
    }
    manifests.add(configMap(settings));
    manifests.add(PreWarmCronJob.of(settings));
    return List.copyOf(manifests);
  }

  private static Builtin serviceAccount(Settings settings) {
    return new Builtin(
        new ServiceAccountBuilder()
            .withNewMetadata()
            .withName(Names.PRE_WARM)
            .withNamespace(settings.preWarm().namespace())
            .addToAnnotations(ArgoCd.SYNC_WAVE, ArgoCd.RIGHTS)
            .endMetadata()
            .build());
  }

  private static Builtin clusterRole(Settings settings) {
    List<PolicyRule> rules = new ArrayList<>();
    rules.add(rule(NAMESPACE, List.of(), "list"));
    if (settings.profile() == Profile.SAFE) {
      rules.add(rule(PERSISTENT_VOLUME_CLAIM, List.of(), "get", "list"));
      rules.add(rule(REPLICATION_SOURCE, List.of(), "list"));
    } else {
      rules.add(rule(PERSISTENT_VOLUME_CLAIM, List.of(), "get"));
    }
    settings.demandedSecret().ifPresent(name -> rules.add(rule(SECRET, List.of(name), "get")));
    rules.add(rule(EXTERNAL_SECRET, List.of(), "get", "create"));
    rules.add(rule(REPLICATION_DESTINATION, List.of(), "get", "create", "patch"));
    return new Builtin(
        new ClusterRoleBuilder()
            .withNewMetadata()
            .withName(Names.PRE_WARM)
            .addToAnnotations(ArgoCd.SYNC_WAVE, ArgoCd.RIGHTS)
            .endMetadata()
            .withRules(rules)
            .build());
  }

  private static Builtin clusterRoleBinding(Settings settings) {
    return new Builtin(
        new ClusterRoleBindingBuilder()
            .withNewMetadata()
            .withName(Names.PRE_WARM)
            .addToAnnotations(ArgoCd.SYNC_WAVE, ArgoCd.RIGHTS)
            .endMetadata()
            .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", Names.PRE_WARM)
            .addNewSubject()
            .withKind("ServiceAccount")
            .withName(Names.PRE_WARM)
            .withNamespace(settings.preWarm().namespace())
            .endSubject()
            .build());
  }

  private static Builtin catalogueRole(Settings settings) {
    return new Builtin(
        new RoleBuilder()
            .withNewMetadata()
            .withName(settings.catalogue().name())
            .withNamespace(settings.preWarm().namespace())
            .addToAnnotations(ArgoCd.SYNC_WAVE, ArgoCd.RIGHTS)
            .endMetadata()
            .withRules(
                // a creation cannot be limited by name
                rule(CONFIG_MAP, List.of(), "create"),
                rule(CONFIG_MAP, settings.catalogue().shards(), "get", "update"))
            .build());
  }

  private static Builtin catalogueRoleBinding(Settings settings) {
    return new Builtin(
        new RoleBindingBuilder()
            .withNewMetadata()
            .withName(settings.catalogue().name())
            .withNamespace(settings.preWarm().namespace())
            .addToAnnotations(ArgoCd.SYNC_WAVE, ArgoCd.RIGHTS)
            .endMetadata()
            .withNewRoleRef("rbac.authorization.k8s.io", "Role", settings.catalogue().name())
            .addNewSubject()
            .withKind("ServiceAccount")
            .withName(Names.PRE_WARM)
            .withNamespace(settings.preWarm().namespace())
            .endSubject()
            .build());
  }

  private static Builtin configMap(Settings settings) {
    Map<String, String> data = new LinkedHashMap<>();
    data.put("aws-config", "[default]\ns3 =\n    addressing_style = path\n");
    data.put("rd-defaults.json", json(destinationDefaults(settings)));
    data.put("secret-template.json", json(secretTemplate(settings)));
    data.put("capacities.json", json(capacities(settings)));
    data.put("prewarm.sh", script());
    return new Builtin(
        new ConfigMapBuilder()
            .withNewMetadata()
            .withName(Names.PRE_WARM)
            .withNamespace(settings.preWarm().namespace())
            .addToAnnotations(ArgoCd.SYNC_WAVE, ArgoCd.PRE_WARM)
            .endMetadata()
            .withData(data)
            .build());
  }

  /** What every destination has besides shape, repository and trigger. */
  private static ObjectNode destinationDefaults(Settings settings) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("volumeSnapshotClassName", settings.storage().snapshotClass())
        .put("cacheCapacity", settings.storage().cacheCapacity())
        .put("cacheStorageClassName", settings.storage().cacheStorageClass())
        .put("cleanupCachePVC", true)
        // files that were deleted since the first sync would live on in the image
        .put("enableFileDeletion", true);
  }

  private static ObjectNode secretTemplate(Settings settings) {
    return Manifests.tree(Credentials.ofClaim(settings, Metadata.named(""), ""));
  }

  private static ObjectNode capacities(Settings settings) {
    ObjectNode sizes = JsonNodeFactory.instance.objectNode();
    settings
        .sizes()
        .forEach(
            (claim, shape) -> {
              ObjectNode entry = sizes.putObject(claim).put("capacity", shape.capacity());
              shape.storageClassName().ifPresent(name -> entry.put("storageClassName", name));
              shape.accessModes().forEach(entry.withArray("accessModes")::add);
            });
    return sizes;
  }

  /** One line an entry of the top level, so that a change of one claim is a change of one line. */
  private static String json(ObjectNode tree) {
    StringBuilder text = new StringBuilder("{");
    String separator = "\n  ";
    for (Map.Entry<String, JsonNode> entry : tree.properties()) {
      text.append(separator)
          .append(JSON.writeValueAsString(entry.getKey()))
          .append(": ")
          .append(JSON.writeValueAsString(entry.getValue()));
      separator = ",\n  ";
    }
    return text.append(tree.isEmpty() ? "}\n" : "\n}\n").toString();
  }

  private static String script() {
    try (InputStream resource =
        Objects.requireNonNull(PreWarm.class.getResourceAsStream("prewarm.sh"), "prewarm.sh")) {
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
