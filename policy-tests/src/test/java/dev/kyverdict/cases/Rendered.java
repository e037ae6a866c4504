package dev.kyverdict.cases;

import dev.kyverdict.cluster.Cluster;
import dev.kyverdict.referee.Claim;
import dev.kyverdict.referee.Destination;
import dev.kyverdict.referee.Project;
import dev.kyverdict.world.kube.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the rendered manifests of a profile have where lint looks at less. */
final class Rendered {

  private static final Set<String> INFRASTRUCTURE =
      Set.of(
          "kube-system",
          "kyverno",
          "argocd",
          "volsync-system",
          "longhorn-system",
          "external-secrets");

  private Rendered() {}

  /** A user that is not root, a root that is read-only, and a volume at /tmp that is the user's. */
  static boolean canWrite(String profile) {
    JsonNode pod =
        Project.rendered(profile, "storage/volsync/prewarm-cronjob.yaml").stream()
            .filter(it -> Trees.text(it, "kind").equals("CronJob"))
            .map(it -> Trees.at(it, "spec/jobTemplate/spec/template/spec"))
            .findFirst()
            .orElseThrow();
    JsonNode container = pod.path("containers").path(0);
    Set<String> empty =
        pod.path("volumes")
            .valueStream()
            .filter(it -> it.has("emptyDir"))
            .map(it -> Trees.text(it, "name"))
            .collect(Collectors.toSet());
    JsonNode security = pod.path("securityContext");
    return Trees.at(container, "securityContext/readOnlyRootFilesystem").asBoolean()
        && security.path("runAsNonRoot").asBoolean()
        && security.path("fsGroup").asInt() == security.path("runAsUser").asInt()
        && container
            .path("volumeMounts")
            .valueStream()
            .anyMatch(
                it ->
                    Trees.text(it, "mountPath").equals("/tmp")
                        && !it.path("readOnly").asBoolean(false)
                        && empty.contains(Trees.text(it, "name")));
  }

  private static List<JsonNode> policies(String profile) {
    List<JsonNode> policies = new ArrayList<>();
    for (String file : List.of("volsync-auto-restore.yaml", "volsync-clusterpolicy.yaml")) {
      policies.addAll(Project.rendered(profile, "controllers/kyverno/" + file));
    }
    return policies;
  }

  /** No policy scans in the background, and none goes over what is there when it changes. */
  static boolean isQuiet(String profile) {
    return policies(profile).stream()
        .allMatch(
            it ->
                !Trees.at(it, "spec/background").asBoolean(true)
                    && !it.toString().contains("mutateExistingOnPolicyUpdate"));
  }

  /** Neither the rules nor the webhooks look into the namespaces that everything else needs. */
  static boolean sparesInfrastructure(String profile) {
    List<JsonNode> policies = policies(profile);
    return policies.size() == 3
        && policies.stream().allMatch(Rendered::isNarrow)
        && policies.stream()
            .flatMap(it -> Trees.at(it, "spec/rules").valueStream())
            .allMatch(Rendered::leavesOut)
        && passesWhileDown(profile);
  }

  private static boolean isNarrow(JsonNode policy) {
    String conditions = Trees.at(policy, "spec/webhookConfiguration/matchConditions").toString();
    return Trees.text(policy, "spec/webhookConfiguration/failurePolicy").equals("Fail")
        && INFRASTRUCTURE.stream().allMatch(it -> conditions.contains("'" + it + "'"));
  }

  private static boolean leavesOut(JsonNode rule) {
    JsonNode requirement =
        Trees.at(rule, "match/any")
            .path(0)
            .path("resources")
            .path("namespaceSelector")
            .path("matchExpressions")
            .path(0);
    Set<String> values =
        requirement
            .path("values")
            .valueStream()
            .map(JsonNode::asString)
            .collect(Collectors.toSet());
    return Trees.text(requirement, "operator").equals("NotIn")
        && values.containsAll(INFRASTRUCTURE);
  }

  private static boolean passesWhileDown(String profile) {
    Gate gate = Gate.of(profile).backedUp(Destination.WARM);
    gate.cluster().stop(Cluster.ADMISSION_CONTROLLER);
    ObjectNode claim = Claim.ordinary().object().deepCopy();
    claim.withObject("metadata").put("namespace", "volsync-system");
    return gate.create(claim).admitted() && !gate.create().admitted();
  }
}
