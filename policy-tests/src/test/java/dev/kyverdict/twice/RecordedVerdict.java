package dev.kyverdict.twice;

import dev.kyverdict.cluster.AuditEntry;
import dev.kyverdict.cluster.Reply;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The recorded verdict of one request beside what a simulated cluster did. */
final class RecordedVerdict {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final JsonNode recorded;
  private final List<String> differences = new ArrayList<>();

  RecordedVerdict(JsonNode recorded) {
    this.recorded = recorded;
  }

  List<String> differences() {
    return differences;
  }

  /** Status, message, warnings, and the object. */
  void compareReply(Reply reply) {
    ObjectNode expected = NODES.objectNode();
    ObjectNode actual = Noted.reply(reply);
    boolean allowed = recorded.path("allowed").asBoolean(false);
    expected.put("allowed", allowed);
    actual.put("allowed", reply.ok());
    if (recorded.has("httpStatus")) {
      expected.set("status", recorded.path("httpStatus"));
    } else {
      actual.remove("status");
    }
    if (recorded.path("message").isString()) {
      expected.put("message", Slim.text(recorded.path("message").asString()));
    }
    if (recorded.has("mutatedObject")) {
      expected.set("object", Slim.object(recorded.path("mutatedObject")));
    } else {
      actual.remove("object");
    }
    if (recorded.has("warnings")) {
      ArrayNode warnings = warnings(recorded.path("warnings"));
      expected.set("warnings", warnings);
      if (warnings.valueStream().noneMatch(RecordedVerdict::isDeprecation)) {
        // one family was recorded without them
        ((ArrayNode) actual.get("warnings")).removeIf(RecordedVerdict::isDeprecation);
      }
    } else {
      actual.remove("warnings");
    }
    add("", expected, actual);
  }

  /** Patches, other annotations, and Kyverno's calls. */
  void compareAudit(List<AuditEntry> entries, AuditEntry entry) {
    ArrayNode patches = NODES.arrayNode();
    for (JsonNode patch : recorded.path("patches")) {
      ObjectNode sorted = ((ObjectNode) Slim.tree(patch)).deepCopy();
      patches.add(sorted.set("patch", Noted.sorted(sorted.path("patch"))));
    }
    add("/patches", patches, Noted.patches(entry.annotations()));
    ObjectNode marks = NODES.objectNode();
    recorded
        .path("auditAnnotations")
        .properties()
        .forEach(it -> marks.set(it.getKey(), it.getValue()));
    add("/auditAnnotations", marks, Noted.marks(entry.annotations()));
    ArrayNode calls = NODES.arrayNode();
    for (JsonNode call : recorded.path("apiCallsSeenByApiServer")) {
      ObjectNode slim = calls.addObject();
      for (String field : List.of("user", "verb", "uri", "code")) {
        slim.set(field, call.path(field));
      }
    }
    add("/calls", calls, Noted.calls(entries, path -> path.contains("volsync.backube")));
  }

  /** Events about the object. */
  void compareEvents(JsonNode expected, ArrayNode actual, String name) {
    ArrayNode about = NODES.arrayNode();
    for (JsonNode event : actual) {
      if (event.path("involved").asString("").endsWith("/" + name)
          || event.path("related").asString("").endsWith("/" + name)) {
        about.add(event);
      }
    }
    compareAllEvents(expected, about);
  }

  /** All events. */
  void compareAllEvents(JsonNode expected, ArrayNode actual) {
    add("/events", events(expected), actual);
  }

  void add(String place, JsonNode expected, JsonNode actual) {
    differences.addAll(Slim.differences(place, Slim.tree(expected), Slim.tree(actual)));
  }

  private static ArrayNode events(JsonNode recorded) {
    List<ObjectNode> events = new ArrayList<>();
    for (JsonNode event : recorded) {
      ObjectNode slim = NODES.objectNode();
      event
          .properties()
          .forEach(
              field -> {
                if (!field.getValue().isNull()) {
                  slim.set(field.getKey(), Slim.tree(field.getValue()));
                }
              });
      events.add(slim);
    }
    ArrayNode sorted = NODES.arrayNode();
    events.stream()
        .sorted((one, other) -> one.toString().compareTo(other.toString()))
        .forEach(sorted::add);
    return sorted;
  }

  private static boolean isDeprecation(JsonNode warning) {
    return warning.asString("").contains("is deprecated and will be removed");
  }

  /** The texts of Warning headers. */
  static ArrayNode warnings(JsonNode headers) {
    ArrayNode texts = NODES.arrayNode();
    for (JsonNode header : headers) {
      String raw = header.asString("");
      String quoted = raw.replaceFirst("(?s)^299 - \"(.*)\"$", "$1");
      texts.add(Slim.text(quoted.replace("\\\"", "\"").replace("\\\\", "\\")));
    }
    return texts;
  }
}
