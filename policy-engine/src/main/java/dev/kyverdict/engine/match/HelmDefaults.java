package dev.kyverdict.engine.match;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What Kyverno's Helm chart of version 1.19 puts into Kyverno's ConfigMap when nothing is said,
 * installed as {@code kyverno} in the namespace {@code kyverno} ({@code
 * charts/kyverno/values.yaml}).
 */
public final class HelmDefaults {

  private static final String OWN_NAMESPACE = "kyverno";
  private static final List<String> CONTROLLERS =
      List.of("admission", "background", "cleanup", "reports");

  private static final String GENERAL =
      """
      [*/*,kyverno,*] [Event,*,*] [*/*,kube-system,*] [*/*,kube-public,*] [*/*,kube-node-lease,*]
      [Node,*,*] [Node/?*,*,*] [APIService,*,*] [APIService/?*,*,*] [TokenReview,*,*]
      [SubjectAccessReview,*,*] [SelfSubjectAccessReview,*,*] [Binding,*,*] [Pod/binding,*,*]
      [ReplicaSet,*,*] [ReplicaSet/?*,*,*] [EphemeralReport,*,*] [ClusterEphemeralReport,*,*]
      """;

  private static final String WEBHOOKS =
      """
      {"namespaceSelector": {"matchExpressions": [
        {"key": "kubernetes.io/metadata.name", "operator": "NotIn", "values": ["kube-system"]},
        {"key": "kubernetes.io/metadata.name", "operator": "NotIn", "values": ["kyverno"]}]}}
      """;

  /** {@code resourceFilters}: what no policy sees. */
  public static final String RESOURCE_FILTERS = GENERAL + String.join(" ", ownFilters());

  /** The data of the ConfigMap. */
  public static final Map<String, String> CONFIG =
      Map.of(
          "enableDefaultRegistryMutation",
          "true",
          "generateSuccessEvents",
          "false",
          "excludeGroups",
          "system:nodes",
          "resourceFilters",
          RESOURCE_FILTERS,
          "updateRequestThreshold",
          "1000",
          "webhooks",
          WEBHOOKS,
          "webhookAnnotations",
          "{\"admissions.enforcer/disabled\":\"true\"}");

  private HelmDefaults() {}

  private static List<String> ownFilters() {
    List<String> filters = new ArrayList<>();
    for (String controller : CONTROLLERS) {
      String role = "kyverno:" + controller + "-controller";
      String name = "kyverno-" + controller + "-controller";
      Stream.of("", ":core", ":additional")
          .map(suffix -> filter("ClusterRole", "*", role + suffix))
          .forEach(filters::add);
      filters.add(filter("ClusterRoleBinding", "*", role));
      filters.add(filter("Role", OWN_NAMESPACE, role));
      filters.add(filter("RoleBinding", OWN_NAMESPACE, role));
      Stream.of("ServiceAccount", "Deployment", "NetworkPolicy", "PodDisruptionBudget")
          .flatMap(kind -> withSubResources(kind, name))
          .forEach(filters::add);
      withSubResources("Pod", name + "-*").forEach(filters::add);
      withSubResources("Service", service(controller) + "-metrics").forEach(filters::add);
      filters.add(filter("ServiceMonitor", OWN_NAMESPACE, name));
    }
    Stream.of("kyverno", "kyverno-metrics")
        .map(name -> filter("ConfigMap", OWN_NAMESPACE, name))
        .forEach(filters::add);
    withSubResources("Job", "kyverno-hook-pre-delete").forEach(filters::add);
    for (String controller : List.of("admission", "cleanup")) {
      withSubResources("Service", service(controller)).forEach(filters::add);
      filters.add(filter("Secret", OWN_NAMESPACE, service(controller) + ".kyverno.svc.*"));
    }
    return filters;
  }

  private static String service(String controller) {
    return controller.equals("admission") ? "kyverno-svc" : "kyverno-" + controller + "-controller";
  }

  private static Stream<String> withSubResources(String kind, String name) {
    return Stream.of(kind, kind + "/?*").map(one -> filter(one, OWN_NAMESPACE, name));
  }

  private static String filter(String kind, String namespace, String name) {
    return "[" + kind + "," + namespace + "," + name + "]";
  }
}
