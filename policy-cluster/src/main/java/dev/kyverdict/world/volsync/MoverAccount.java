package dev.kyverdict.world.volsync;

import dev.kyverdict.world.control.Desk;
import dev.kyverdict.world.control.Kind;
import dev.kyverdict.world.kube.Trees;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The account of a mover ({@code internal/controller/utils/sahandler.go}). */
final class MoverAccount {

  private static final String RBAC = "rbac.authorization.k8s.io";

  private MoverAccount() {}

  /** Makes sure of it; answers its name. */
  static String ensure(Desk desk, JsonNode owner, boolean source, boolean privileged) {
    String namespace = Trees.namespace(owner);
    String given = Replication.restic(owner, "moverServiceAccount").asString("");
    if (!given.isEmpty()) {
      desk.get(Kind.SERVICE_ACCOUNT, namespace, given);
      return given;
    }
    String name = "volsync-" + (source ? "src-" : "dst-") + Trees.name(owner);
    desk.ensure(Kind.SERVICE_ACCOUNT, namespace, name, account -> mark(account, owner));
    desk.ensure(Kind.ROLE, namespace, name, role -> role(role, owner, privileged));
    desk.ensure(Kind.ROLE_BINDING, namespace, name, binding -> binding(binding, owner, name));
    return name;
  }

  private static void mark(ObjectNode object, JsonNode owner) {
    Marks.own(object, owner);
    Marks.created(object);
  }

  private static void role(ObjectNode role, JsonNode owner, boolean privileged) {
    mark(role, owner);
    if (privileged) {
      ObjectNode rule = role.putArray("rules").addObject();
      rule.putArray("apiGroups").add("security.openshift.io");
      rule.putArray("resources").add("securitycontextconstraints");
      rule.putArray("resourceNames").add("volsync-privileged-mover");
      rule.putArray("verbs").add("use");
    }
  }

  private static void binding(ObjectNode binding, JsonNode owner, String name) {
    mark(binding, owner);
    ObjectNode role = binding.putObject("roleRef").put("apiGroup", RBAC);
    role.put("kind", Kind.ROLE.kind()).put("name", name);
    ObjectNode subject = binding.putArray("subjects").addObject();
    subject.put("kind", Kind.SERVICE_ACCOUNT.kind()).put("name", name);
    subject.put("namespace", Trees.namespace(owner));
  }
}
