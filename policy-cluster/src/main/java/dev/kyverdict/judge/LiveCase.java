package dev.kyverdict.judge;

import dev.kyverdict.values.GoNumbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A case of a real cluster as a question, and its verdict beside an answer. */
final class LiveCase {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** How the API server begins the text of a denial by a webhook. */
  private static final String WEBHOOK = "^admission webhook \"[^\"]*\" denied the request: ";

  private final ObjectNode tree;

  LiveCase(ObjectNode tree) {
    this.tree = tree;
  }

  String id() {
    return tree.path("caseId").asString("");
  }

  private boolean asksForPolicy() {
    return tree.path("request")
        .path("object")
        .path("apiVersion")
        .asString("")
        .startsWith("kyverno");
  }

  /** In the protocol of the judges. */
  ObjectNode question() {
    ObjectNode question = NODES.objectNode();
    if (asksForPolicy()) {
      question.put("cluster", true);
      return question.set("policy", tree.path("request").path("object"));
    }
    question.set("policy", tree.path("policy"));
    JsonNode asked = tree.path("request");
    ObjectNode request = question.putObject("request");
    request.set("object", orNull(asked.path("object")));
    request.set("oldObject", orNull(asked.path("oldObject")));
    String operation = asked.path("operation").asString("CREATE");
    request.put("operation", operation.startsWith("kubectl") ? "CREATE" : operation);
    request.put("dryRun", asked.path("dryRun").asBoolean(false));
    request.set("userInfo", asked.path("user"));
    String namespace = asked.path("object").path("metadata").path("namespace").asString("");
    request.putObject("namespaceLabels").put("kubernetes.io/metadata.name", namespace);
    question.set("api", api());
    return question;
  }

  private static JsonNode orNull(JsonNode node) {
    return node.isMissingNode() ? NODES.nullNode() : node;
  }

  private ObjectNode api() {
    ObjectNode api = NODES.objectNode();
    for (JsonNode object : tree.path("existing")) {
      api.putObject("GET " + path(object)).put("status", 200).set("body", object);
    }
    for (JsonNode call : tree.path("verdict").path("apiCallsSeenByApiServer")) {
      String uri = call.path("uri").asString("");
      String key = "GET " + uri;
      if (!api.has(key)) {
        String claim = uri.substring(uri.lastIndexOf('/') + 1).replaceAll("-backup$", "");
        api.set(key, scripted(claim).orElseGet(() -> seen(call)));
      }
    }
    return api;
  }

  /** Of some cases the recording holds the object under its first name only. */
  private ObjectNode seen(JsonNode call) {
    int status = call.path("code").asInt();
    ObjectNode answer = NODES.objectNode().put("status", status);
    return status == 200 && !tree.path("existing").isEmpty()
        ? answer.set("body", tree.path("existing").get(0))
        : answer;
  }

  private Optional<JsonNode> scripted(String claim) {
    return tree.path("environment").path("state").asString("").contains("scripted backend")
        ? LiveBackend.answer(claim)
        : Optional.empty();
  }

  private static String path(JsonNode object) {
    JsonNode metadata = object.path("metadata");
    return "/apis/%s/namespaces/%s/%ss/%s"
        .formatted(
            object.path("apiVersion").asString(""),
            metadata.path("namespace").asString(""),
            object.path("kind").asString("").toLowerCase(Locale.ROOT),
            metadata.path("name").asString(""));
  }

  /** Where an answer differs from what the cluster did. */
  List<String> differences(ObjectNode answer) {
    return asksForPolicy()
        ? policyDifferences(answer)
        : tree.has("steps") ? stepDifferences(answer) : admissionDifferences(answer);
  }

  private List<String> policyDifferences(ObjectNode answer) {
    JsonNode verdict = tree.path("verdict");
    List<String> differences = new ArrayList<>();
    boolean accepted = answer.path("accepted").asBoolean(false) && !answer.has("schema");
    String message = verdict.path("message").asString("");
    boolean byKyverno = message.startsWith("admission webhook");
    if (accepted != verdict.path("allowed").asBoolean(false)) {
      differences.add("/allowed");
    } else if (!accepted && byKyverno == answer.has("schema")) {
      differences.add("/schema");
    } else if (!accepted && byKyverno) {
      String denied = message.replaceFirst(WEBHOOK, "");
      compareText(differences, "/message", denied, answer.path("error").asString(""));
    }
    return differences;
  }

  /** Of several requests by kubectl only the first one, a creation, is looked at. */
  private List<String> stepDifferences(ObjectNode answer) {
    JsonNode live = tree.path("steps").path(0).path("liveDataSourceRef");
    JsonNode ours = answer.path("object").path("spec").path("dataSourceRef");
    boolean same = live.isObject() ? live.equals(ours) : ours.isMissingNode();
    return same && answer.path("allowed").asBoolean(false)
        ? List.of()
        : List.of("/liveDataSourceRef");
  }

  private List<String> admissionDifferences(ObjectNode answer) {
    JsonNode verdict = tree.path("verdict");
    List<String> differences = new ArrayList<>();
    String message = verdict.path("message").asString("");
    boolean byKyverno = message.isEmpty() || message.matches("(?s)" + WEBHOOK.substring(1) + ".*");
    boolean byTimeout = message.contains("failed calling webhook");
    if (byTimeout || answer.has("panic")) {
      boolean open = verdict.path("allowed").asBoolean(false);
      if (!answer.has("panic") || open != answer.path("failsOpen").asBoolean(false)) {
        differences.add("/webhook");
      }
      return differences;
    }
    if (byKyverno && verdict.path("allowed").asBoolean() != answer.path("allowed").asBoolean()) {
      differences.add("/allowed");
    }
    if (byKyverno) {
      String denied = message.replaceFirst(WEBHOOK, "");
      compareText(differences, "/message", denied, answer.path("deny").asString(""));
    }
    comparePatches(differences, answer);
    compareWarnings(differences, answer);
    return differences;
  }

  private static void compareText(
      List<String> differences, String place, String expected, String actual) {
    if (!expected.equals(actual) && ErrorClass.of(expected) != ErrorClass.of(actual)) {
      differences.add(place);
    }
  }

  private void comparePatches(List<String> differences, ObjectNode answer) {
    TreeSet<String> live = new TreeSet<>();
    for (JsonNode webhook : tree.path("verdict").path("patches")) {
      webhook.path("patch").forEach(operation -> live.add(text(operation)));
    }
    TreeSet<String> ours = new TreeSet<>();
    answer.path("patch").forEach(operation -> ours.add(text(operation)));
    if (!live.equals(ours)) {
      differences.add("/patches");
    }
  }

  private static String text(JsonNode operation) {
    return GoNumbers.floats(operation).toString();
  }

  /** The warnings of rules that erred and were ignored. */
  private void compareWarnings(List<String> differences, ObjectNode answer) {
    List<ErrorClass> live = new ArrayList<>();
    for (JsonNode warning : tree.path("verdict").path("warnings")) {
      String text = warning.asString("").replace("\\\"", "\"");
      if (text.contains("\"policy ")) {
        live.add(ErrorClass.of(text));
      }
    }
    List<ErrorClass> ours = new ArrayList<>();
    if (answer.path("warnings") instanceof ArrayNode warnings) {
      warnings.forEach(warning -> ours.add(ErrorClass.of(warning.asString(""))));
    }
    if (!live.equals(ours)) {
      differences.add("/warnings");
    }
  }
}
