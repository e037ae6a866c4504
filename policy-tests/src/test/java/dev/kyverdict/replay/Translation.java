package dev.kyverdict.replay;

import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.Request;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** From a simulated cluster's uids and times to a real one's. */
final class Translation {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Pattern UID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
  private static final Pattern TIME =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z");

  private final Map<String, String> uids;
  private final Duration shift;

  /**
   * Between two clocks.
   *
   * @param shift from the simulated one to the real one
   */
  Translation(Duration shift) {
    this(shift, Map.of());
  }

  private Translation(Duration shift, Map<String, String> uids) {
    this.shift = shift;
    this.uids = new HashMap<>(uids);
  }

  /** The same uids, and other clocks. */
  Translation copy(Duration other) {
    return new Translation(other, uids);
  }

  /** Two objects are the same one. */
  void same(JsonNode simulated, JsonNode real) {
    String theirs = real.at("/metadata/uid").asString("");
    if (!theirs.isEmpty()) {
      uids.put(simulated.at("/metadata/uid").asString(""), theirs);
    }
  }

  /** A text in the other cluster's uids. */
  String text(String text) {
    return UID.matcher(text)
        .replaceAll(it -> Matcher.quoteReplacement(uids.getOrDefault(it.group(), it.group())));
  }

  /** The request, as it is said in the other cluster. */
  Request request(Exchange exchange) {
    Request request = exchange.request();
    JsonNode body = tree(request.body());
    if (body.get("metadata") instanceof ObjectNode metadata) {
      metadata.remove("resourceVersion");
      metadata.remove("managedFields");
      named(metadata, exchange.reply());
    }
    if (body.get("preconditions") instanceof ObjectNode preconditions) {
      preconditions.remove("resourceVersion");
    }
    return new Request(
        request.user(), request.method(), text(request.path()), request.contentType(), body);
  }

  /** A name that the server made up is made up once. */
  private static void named(ObjectNode metadata, Reply reply) {
    String name = reply.body().at("/metadata/name").asString("");
    if (metadata.has("generateName") && reply.ok() && !name.isEmpty()) {
      metadata.remove("generateName");
      metadata.put("name", name);
    }
  }

  private JsonNode tree(JsonNode tree) {
    return switch (tree) {
      case ObjectNode object -> {
        ObjectNode copy = NODES.objectNode();
        object.properties().forEach(it -> copy.set(it.getKey(), tree(it.getValue())));
        yield copy;
      }
      case ArrayNode array -> {
        ArrayNode copy = NODES.arrayNode();
        array.forEach(item -> copy.add(tree(item)));
        yield copy;
      }
      case StringNode string -> NODES.stringNode(moved(text(string.asString())));
      default -> tree;
    };
  }

  /** Time goes faster in the story: what lies between two moments of it is kept. */
  private String moved(String text) {
    return TIME.matcher(text).matches() ? shifted(Instant.parse(text), shift) : text;
  }

  /** A moment as Kubernetes writes it. */
  static String shifted(Instant moment, Duration shift) {
    return moment.plus(shift).truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
