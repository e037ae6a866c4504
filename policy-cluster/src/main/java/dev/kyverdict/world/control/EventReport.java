package dev.kyverdict.world.control;

import dev.kyverdict.cluster.Reply;
import dev.kyverdict.world.kube.Trees;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Events as {@code k8s.io/client-go/tools/record} reports them: the same one again is one event.
 */
final class EventReport {

  private EventReport() {}

  static void send(Desk desk, JsonNode regarding, String type, String reason, String message) {
    String namespace = Trees.namespace(regarding);
    String place = namespace.isEmpty() ? "default" : namespace;
    int hash = (Trees.text(regarding, "metadata/uid") + reason + message).hashCode();
    String name = Trees.name(regarding) + "." + Integer.toHexString(hash);
    String now = Trees.time(desk.host().now());
    ObjectNode event = Trees.head("v1", "Event", place, name);
    ObjectNode involved = event.putObject("involvedObject");
    for (String field : new String[] {"apiVersion", "kind"}) {
      involved.put(field, Trees.text(regarding, field));
    }
    for (String field : new String[] {"namespace", "name", "uid", "resourceVersion"}) {
      involved.put(field, Trees.text(regarding, "metadata/" + field));
    }
    event.put("type", type).put("reason", reason).put("message", message);
    event.put("firstTimestamp", now).put("lastTimestamp", now);
    event.putObject("source").put("component", desk.account().user().username());
    Reply reply = desk.account().create(desk.host(), Kind.EVENT.path(place), event);
    if (reply.status() == 409) {
      ObjectNode again = Trees.object().put("lastTimestamp", now);
      desk.account().merge(desk.host(), Kind.EVENT.path(place, name), again);
    }
  }
}
