package dev.kyverdict.fuzz;

import dev.kyverdict.judge.Recording;
import dev.kyverdict.yaml.YamlDocument;
import dev.kyverdict.yaml.YamlException;
import dev.kyverdict.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a corpus from folders: policies and objects from YAML files, whole cases from recorded
 * verdicts. What the judges do not judge, or what does not end, is left out.
 */
public final class CorpusReader {

  private static final Pattern NOT_JUDGED =
      Pattern.compile(
          "\"(?:verifyImages|cel|podSecurity|manifests|imageRegistry|assert|celPreconditions"
              + "|targets)\"");

  private static final Pattern SLOW =
      Pattern.compile("\"error\":\"(?!timeout|refused|x509)|\"hang\"");

  private static final int LARGEST = 12_000;

  private final List<ObjectNode> policies = new ArrayList<>();
  private final Map<String, List<ObjectNode>> objects = new LinkedHashMap<>();
  private final List<ObjectNode> cases = new ArrayList<>();

  private CorpusReader() {}

  /**
   * Reads all files below the folders.
   *
   * @throws IOException when a folder cannot be read, naming it
   */
  public static Corpus read(List<Path> folders) throws IOException {
    CorpusReader reader = new CorpusReader();
    for (Path folder : folders) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
          reader.add(file);
        }
      }
    }
    reader.policies.sort(Comparator.comparing(ObjectNode::toString));
    return new Corpus(reader.policies, reader.objects, reader.cases);
  }

  private void add(Path file) throws IOException {
    String name = file.toString();
    if (name.endsWith(".jsonl")) {
      for (String line : Files.readAllLines(file)) {
        addCase(line);
      }
    } else if (name.endsWith(".yaml") && !name.contains("kyverno-test")) {
      addDocuments(file);
    }
  }

  private void addCase(String line) {
    if (line.length() > LARGEST || line.contains("\"endless\"") || line.contains("\"varies\"")) {
      return;
    }
    if (Json.parse(line) instanceof ObjectNode recorded && !left(recorded)) {
      ObjectNode question = Json.object();
      Set<String> fields = new TreeSet<>(Recording.ASKED);
      if (recorded.has("pattern") || recorded.has("anyPattern")) {
        fields.add("object");
      }
      recorded.properties().stream()
          .filter(field -> fields.contains(field.getKey()))
          .forEach(field -> question.set(field.getKey(), field.getValue()));
      cases.add(question);
    }
  }

  private static boolean left(ObjectNode recorded) {
    boolean validates = recorded.has("policy") && !recorded.has("request");
    String text = recorded.toString();
    return validates
        || NOT_JUDGED.matcher(text).find()
        || SLOW.matcher(text).find()
        || text.contains("random(");
  }

  private void addDocuments(Path file) throws IOException {
    try {
      for (YamlDocument document : YamlReader.read(file.toString(), Files.readString(file))) {
        if (document.tree() instanceof ObjectNode tree && tree.toString().length() < LARGEST) {
          addDocument(tree);
        }
      }
    } catch (YamlException unreadable) {
      // A file of somebody else that is no YAML has nothing to grow from.
      return;
    }
  }

  private void addDocument(ObjectNode tree) {
    JsonNode kind = tree.path("kind");
    boolean isKyverno = tree.path("apiVersion").asString("").contains("kyverno.io/");
    if (!isKyverno && tree.path("metadata").isObject()) {
      objects.computeIfAbsent(kind.asString(""), any -> new ArrayList<>()).add(tree);
    } else if (Set.of("ClusterPolicy", "Policy").contains(kind.asString(""))
        && tree.path("apiVersion").asString("").equals("kyverno.io/v1")
        && !NOT_JUDGED.matcher(tree.toString()).find()) {
      policies.add(tree);
    }
  }
}
