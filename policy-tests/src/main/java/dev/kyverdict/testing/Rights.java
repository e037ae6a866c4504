package dev.kyverdict.testing;

import dev.kyverdict.dsl.ResourceType;
import java.util.List;

/** Rights of Kyverno's controllers. */
final class Rights {

  private Rights() {}

  private static String name(ResourceType type) {
    return "kyverno:testing:" + type.plural();
  }

  static String role(ResourceType type, List<String> verbs) {
    return """
    apiVersion: rbac.authorization.k8s.io/v1
    kind: ClusterRole
    metadata: {name: "%s"}
    rules:
      - apiGroups: ["%s"]
        resources: ["%s"]
        verbs: [%s]
    """
        .formatted(
            name(type),
            type.group(),
            type.plural(),
            String.join(", ", verbs.stream().map(verb -> '"' + verb + '"').toList()));
  }

  static String binding(ResourceType type) {
    return """
    apiVersion: rbac.authorization.k8s.io/v1
    kind: ClusterRoleBinding
    metadata: {name: "%1$s"}
    roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: "%1$s"}
    subjects:
      - {kind: ServiceAccount, namespace: kyverno, name: kyverno-admission-controller}
      - {kind: ServiceAccount, namespace: kyverno, name: kyverno-background-controller}
    """
        .formatted(name(type));
  }
}
