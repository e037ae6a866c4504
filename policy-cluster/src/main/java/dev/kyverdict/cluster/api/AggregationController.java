package dev.kyverdict.cluster.api;

import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.Request;
import dev.kyverdict.cluster.actor.Host;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code pkg/controller/clusterroleaggregation}. */
final class AggregationController {

  private static final Duration LONGEST = Duration.ofSeconds(1000);
  private static final String ROLES = "/apis/rbac.authorization.k8s.io/v1/clusterroles";
  private static final String ME = "clusterrole-aggregation-controller";

  private final Desk desk = new Desk(ME);

  void started(Host host) {
    changed(host);
  }

  void changed(Host host) {
    host.after(Duration.ZERO, new Errand.Aggregate(0));
  }

  void run(Host host, Errand.Aggregate errand) {
    Reply list = desk.get(host, ROLES);
    List<JsonNode> roles = new ArrayList<>();
    list.body().path("items").forEach(roles::add);
    boolean done = list.ok();
    for (JsonNode role : roles) {
      if (role.has("aggregationRule")) {
        ArrayNode rules = rules(role, roles);
        done &= rules.equals(role.path("rules")) || apply(host, Meta.name(role), rules);
      }
    }
    if (!done) {
      host.after(errand.delay(LONGEST), errand.again());
    }
  }

  private boolean apply(Host host, String name, ArrayNode rules) {
    ObjectNode role = Desk.object("rbac.authorization.k8s.io/v1", "ClusterRole");
    role.putObject("metadata").put("name", name);
    role.set("rules", rules);
    String path = ROLES + "/" + name + "?fieldManager=" + ME + "&force=true";
    return desk.patch(host, path, Request.APPLY_PATCH, role).ok();
  }

  /** The rules of all roles that a role selects, by name, each once. */
  static ArrayNode rules(JsonNode role, List<JsonNode> roles) {
    ArrayNode rules = JsonNodeFactory.instance.arrayNode();
    Set<JsonNode> seen = new HashSet<>();
    for (JsonNode selector : role.path("aggregationRule").path("clusterRoleSelectors")) {
      for (JsonNode other : roles) {
        if (!Meta.name(other).equals(Meta.name(role))
            && Selectors.matches(selector, other.path("metadata").path("labels"))) {
          for (JsonNode rule : other.path("rules")) {
            if (seen.add(rule)) {
              rules.add(rule);
            }
          }
        }
      }
    }
    return rules;
  }
}
