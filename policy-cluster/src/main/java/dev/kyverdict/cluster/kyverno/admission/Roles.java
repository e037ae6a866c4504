package dev.kyverdict.cluster.kyverno.admission;

import dev.kyverdict.engine.AdmissionRequest;
import dev.kyverdict.engine.UserInfo;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** Which roles a user has, by the bindings that Kyverno sees ({@code pkg/userinfo/roleRef.go}). */
final class Roles {

  private static final String CLUSTER_BINDING = "ClusterRoleBinding";

  private final TreeMap<String, JsonNode> bindings = new TreeMap<>();

  static boolean watches(String group, String kind) {
    return group.equals("rbac.authorization.k8s.io")
        && (kind.equals("RoleBinding") || kind.equals(CLUSTER_BINDING));
  }

  void put(JsonNode binding) {
    bindings.put(key(binding), binding);
  }

  void remove(JsonNode binding) {
    bindings.remove(key(binding));
  }

  void clear() {
    bindings.clear();
  }

  private static String key(JsonNode binding) {
    JsonNode metadata = binding.path("metadata");
    return binding.path("kind").asString("")
        + "/"
        + metadata.path("namespace").asString("")
        + "/"
        + metadata.path("name").asString("");
  }

  /** The request as asked by its user with the roles that are found. */
  AdmissionRequest enriched(AdmissionRequest request) {
    UserInfo user = request.user();
    TreeSet<String> roles = new TreeSet<>();
    TreeSet<String> clusterRoles = new TreeSet<>();
    for (JsonNode binding : bindings.values()) {
      String namespace = binding.path("metadata").path("namespace").asString("");
      boolean ofCluster = binding.path("kind").asString("").equals(CLUSTER_BINDING);
      if (binds(binding, user, ofCluster ? "" : namespace)) {
        JsonNode role = binding.path("roleRef");
        String name = role.path("name").asString("");
        if (role.path("kind").asString("").equals("ClusterRole")) {
          if (ofCluster || namespace.equals(request.namespace())) {
            clusterRoles.add(name);
          }
        } else if (!ofCluster) {
          roles.add(namespace + ":" + name);
        }
      }
    }
    return request.by(
        new UserInfo(
            user.username(),
            user.uid(),
            user.groups(),
            user.extra(),
            List.copyOf(roles),
            List.copyOf(clusterRoles)));
  }

  private static boolean binds(JsonNode binding, UserInfo user, String namespace) {
    for (JsonNode subject : binding.path("subjects")) {
      String name = subject.path("name").asString("");
      boolean found =
          switch (subject.path("kind").asString("")) {
            case "User" -> user.username().equals(name);
            case "Group" -> user.groups().contains(name);
            case "ServiceAccount" -> isAccount(user, subject, namespace, name);
            default -> false;
          };
      if (found) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAccount(UserInfo user, JsonNode subject, String namespace, String name) {
    String stated = subject.path("namespace").asString("");
    String of = stated.isEmpty() ? namespace : stated;
    return !of.isEmpty() && user.username().equals("system:serviceaccount:" + of + ":" + name);
  }

  Roles copy() {
    Roles copy = new Roles();
    copy.bindings.putAll(bindings);
    return copy;
  }
}
