package dev.kyverdict.volsync;

import static dev.kyverdict.dsl.ResourceType.EXTERNAL_SECRET;
import static dev.kyverdict.dsl.ResourceType.REPLICATION_DESTINATION;
import static dev.kyverdict.dsl.ResourceType.REPLICATION_SOURCE;

import dev.kyverdict.dsl.ResourceType;
import dev.kyverdict.model.kube.Builtin;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import java.util.ArrayList;
import java.util.List;

/**
 * What Kyverno's controllers may do for these policies; the chart gives them nothing on VolSync's
 * objects. A look-up that is forbidden looks like one that found nothing.
 */
final class KyvernoRights {

  private KyvernoRights() {}

  static List<Builtin> of(Settings settings) {
    List<PolicyRule> admission = new ArrayList<>();
    admission.add(rule(REPLICATION_DESTINATION, List.of(), "get", "list"));
    if (settings.profile() == Profile.SAFE) {
      admission.add(rule(ResourceType.CONFIG_MAP, settings.catalogue().shards(), "get"));
    }
    List<PolicyRule> background =
        List.of(
            rule(REPLICATION_SOURCE, List.of(), "get", "create"),
            rule(EXTERNAL_SECRET, List.of(), "get", "create"));
    return List.of(
        role("admission", "admission-controller", admission),
        role("background", "background-controller", background));
  }

  static PolicyRule rule(ResourceType type, List<String> names, String... verbs) {
    return new PolicyRuleBuilder()
        .withApiGroups(type.group())
        .withResources(type.plural())
        .withResourceNames(names)
        .withVerbs(verbs)
        .build();
  }

  private static Builtin role(String name, String controller, List<PolicyRule> rules) {
    return new Builtin(
        new ClusterRoleBuilder()
            .withNewMetadata()
            .withName("kyverno:" + name + ":volsync")
            .addToLabels("rbac.kyverno.io/aggregate-to-" + controller, "true")
            .addToAnnotations(ArgoCd.SYNC_WAVE, ArgoCd.RIGHTS)
            .endMetadata()
            .withRules(rules)
            .build());
  }
}
