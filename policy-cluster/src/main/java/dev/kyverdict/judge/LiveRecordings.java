package dev.kyverdict.judge;

import dev.kyverdict.judge.Conformance.Difference;
import dev.kyverdict.judge.Conformance.Family;
import dev.kyverdict.yaml.YamlDocument;
import dev.kyverdict.yaml.YamlException;
import dev.kyverdict.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/**
 * Recordings of a real cluster: one YAML document a case. What the API server itself adds, refuses
 * or remembers is not compared.
 */
final class LiveRecordings {

  private static final Pattern NAME = Pattern.compile("(\\d\\d)-[\\w-]+\\.yaml");

  /** Families that are about something else than one admission by a ClusterPolicy, and why. */
  private static final Map<String, String> NOT_ASKED =
      Map.of(
          "12", "life cycles of generated objects need a cluster",
          "14", "an API server without Kyverno needs a cluster",
          "20", "MutatingPolicy is not judged by this engine",
          "21", "MutatingPolicy is not judged by this engine",
          "22", "policies of policies.kyverno.io are not judged by this engine",
          "23", "GeneratingPolicy is not judged by this engine",
          "24", "life cycles need a cluster",
          "30", "latency is no verdict");

  private LiveRecordings() {}

  static boolean isOne(Path file) {
    return NAME.matcher(String.valueOf(file.getFileName())).matches();
  }

  static Family ask(Judge judge, Exceptions exceptions, Path file) throws IOException {
    String family = String.valueOf(file.getFileName()).replace(".yaml", "");
    List<ObjectNode> cases = read(file);
    String reason = NOT_ASKED.get(family.substring(0, 2));
    if (reason != null) {
      return new Family(
          family, 0, 0, Map.of(), List.of(), List.of(), Map.of(cases.size() + " cases", reason));
    }
    Map<Difference, String> explained = new LinkedHashMap<>();
    List<Difference> differences = new ArrayList<>();
    int agreed = 0;
    for (ObjectNode tree : cases) {
      LiveCase one = new LiveCase(tree);
      ObjectNode answer = judge.answer(one.question());
      List<String> places = one.differences(answer);
      Recording recording = new Recording(family, tree.put("id", one.id()));
      if (places.isEmpty()) {
        agreed++;
      } else {
        Difference difference = new Difference(recording, answer, places);
        exceptions
            .reason(recording)
            .ifPresentOrElse(
                why -> explained.put(difference, why), () -> differences.add(difference));
      }
    }
    return new Family(family, cases.size(), agreed, explained, differences, List.of(), Map.of());
  }

  private static List<ObjectNode> read(Path file) throws IOException {
    try {
      List<ObjectNode> cases = new ArrayList<>();
      for (YamlDocument document : YamlReader.read(file.toString(), Files.readString(file))) {
        if (document.tree() instanceof ObjectNode tree) {
          cases.add(tree);
        }
      }
      return cases;
    } catch (YamlException invalid) {
      throw new IOException(invalid.getMessage(), invalid);
    }
  }
}
