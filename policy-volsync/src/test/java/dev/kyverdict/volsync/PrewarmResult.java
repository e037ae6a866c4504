package dev.kyverdict.volsync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What one run of the pre-warm script said, called, wrote and left behind. */
record PrewarmResult(
    int exit,
    List<JsonNode> lines,
    List<List<String>> calls,
    List<String> writes,
    Map<String, JsonNode> before,
    Map<String, JsonNode> after,
    String errors) {

  /** All that the script's service account may do. */
  static final Set<String> RIGHTS =
      Set.of(
          "list namespaces",
          "get persistentvolumeclaims",
          "list persistentvolumeclaims",
          "list replicationsources.volsync.backube",
          "get secrets " + PrewarmObjects.BASE_SECRET,
          "get replicationdestinations.volsync.backube",
          "create replicationdestinations.volsync.backube",
          "patch replicationdestinations.volsync.backube",
          "get externalsecrets.external-secrets.io",
          "create externalsecrets.external-secrets.io",
          "get configmaps",
          "create configmaps",
          "update configmaps");

  /** Arguments end with a unit separator, calls with a record separator. */
  static List<List<String>> calls(String recorded) {
    return Stream.of(recorded.split("\u001e", -1))
        .filter(call -> !call.isEmpty())
        .map(call -> Arrays.asList(call.split("\u001f", -1)))
        .map(call -> List.copyOf(call.subList(0, call.size() - 1)))
        .toList();
  }

  /** The lines as people would write them: result, namespace/claim, detail. */
  List<String> says() {
    return lines.stream().map(PrewarmResult::sentence).toList();
  }

  /** Of the lines about one claim or one namespace, the results. */
  List<String> results(String namespace, String claim) {
    return lines.stream()
        .filter(line -> line.path("ns").asString().equals(namespace))
        .filter(line -> line.path("pvc").asString().equals(claim))
        .map(line -> line.path("result").asString())
        .toList();
  }

  /** What the calls needed, as verb and resource. */
  Set<String> rights() {
    Set<String> rights = new TreeSet<>();
    for (List<String> call : calls) {
      if (call.getFirst().equals("kubectl")) {
        rights(call.subList(2, call.size()), rights);
      }
    }
    return rights;
  }

  /** Whatever happens, a run is honest about its errors and does no harm. */
  PrewarmResult harmless() {
    assertThat(rights()).as("rights").isSubsetOf(RIGHTS);
    assertThat(lines)
        .allSatisfy(
            line -> {
              assertThat(line.propertyNames()).containsExactly("result", "ns", "pvc", "detail");
              assertThat(line.values()).allMatch(JsonNode::isString);
            });
    long failed = says().stream().filter(line -> line.startsWith("error:")).count();
    assertThat(exit)
        .as("exit status, having said %s", says())
        .isIn(failed == 0 ? Set.of(0) : Set.of(1, 2));
    if (exit == 2) {
      assertThat(writes).as("writes of a run that gave up").isEmpty();
    } else {
      assertThat(says()).last().isEqualTo("done errors=" + failed);
    }
    before.forEach(
        (name, object) -> {
          assertThat(after).as("objects that were there").containsKey(name);
          if (!PrewarmObjects.ours(object)) {
            assertThat(after).containsEntry(name, object);
          }
        });
    return this;
  }

  private static void rights(List<String> call, Set<String> rights) {
    String verb = call.getFirst();
    if (verb.equals("create") || verb.equals("replace")) {
      String[] kinds = call.getLast().split(" ", -1);
      for (int i = 0; i < kinds.length; i += 2) {
        rights.add((verb.equals("create") ? "create " : "update ") + resource(kinds[i]));
      }
    } else if (call.get(1).contains("/")) {
      call.stream()
          .skip(1)
          .takeWhile(argument -> !argument.startsWith("-"))
          .forEach(name -> rights.add(verb + " " + name.substring(0, name.indexOf('/'))));
    } else if (call.get(1).equals("secret")) {
      rights.add(verb + " secrets " + call.get(2));
    } else {
      boolean all = call.get(2).startsWith("-");
      rights.add((verb.equals("get") && all ? "list" : verb) + " " + call.get(1));
    }
  }

  private static String resource(String kind) {
    return switch (kind) {
      case "ReplicationDestination" -> "replicationdestinations.volsync.backube";
      case "ExternalSecret" -> "externalsecrets.external-secrets.io";
      case "ConfigMap" -> "configmaps";
      default -> kind;
    };
  }

  private static String sentence(JsonNode line) {
    String pvc = line.path("pvc").asString();
    String about = line.path("ns").asString() + (pvc.isEmpty() ? "" : "/" + pvc);
    return Stream.of(line.path("result").asString(), about, line.path("detail").asString())
        .filter(part -> !part.isEmpty())
        .reduce((left, right) -> left + " " + right)
        .orElse("");
  }
}
