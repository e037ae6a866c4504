package dev.kyverdict.chainsaw;

import dev.kyverdict.lint.Nearest;
import dev.kyverdict.values.GoDuration;
import dev.kyverdict.yaml.YamlDocument;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Which keys chainsaw's files may have ({@code pkg/apis/v1alpha1} and {@code v1alpha2} of
 * chainsaw), so that a misspelt one is found before anything runs.
 */
final class Shapes {

  /**
   * A line a type: its name, types it includes after {@code <}, then keys; a key without a type may
   * hold anything. {@code []} is a list. {@code fastDelete} is of a chainsaw newer than 0.2.12:
   * Kyverno's configurations have it.
   */
  private static final Map<String, Map<String, String>> TYPES =
      types(
          """
          Test apiVersion:text kind:text metadata spec!:TestSpec
          StepTemplate apiVersion:text kind:text metadata spec!:Step
          Configuration apiVersion:text kind:text metadata spec!:Config
          Timeouts apply:time assert:time cleanup:time delete:time error:time exec:time
          TestSpec description:text failFast:flag timeouts:Timeouts cluster:text clusters skip:flag \
          concurrent:flag skipDelete:flag template:flag compiler:text namespace:text \
          namespaceTemplate namespaceTemplateCompiler:text scenarios:Scenario[] \
          bindings:Binding[] steps!:Step[] catch:Ending[] forceTerminationGracePeriod:time \
          delayBeforeCleanup:time deletionPropagationPolicy:text
          Scenario bindings:Binding[]
          Step name:text use:Use description:text timeouts:Timeouts cluster:text clusters \
          skipDelete:flag template:flag compiler:text deletionPropagationPolicy:text \
          bindings:Binding[] try:Operation[] catch:Ending[] finally:Ending[] cleanup:Ending[]
          Use template!:text with:With
          With bindings:Binding[]
          Binding name!:text compiler:text value!
          Output name!:text compiler:text value! match
          Expectation match check!
          Ending description:text compiler:text command:Command delete:Delete describe:Describe \
          events:Events get:Get podLogs:PodLogs script:Script sleep:Sleep wait:Wait
          Operation <Ending continueOnError:flag apply:Write assert:Check create:Write error:Check \
          patch:Write proxy:Proxy update:Write
          Where cluster:text clusters timeout:time
          Write <Where bindings:Binding[] dryRun:flag expect:Expectation[] outputs:Output[] \
          file:text resource template:flag
          Check <Where bindings:Binding[] file:text resource template:flag
          Delete <Where bindings:Binding[] expect:Expectation[] template:flag file:text ref:Reference \
          deletionPropagationPolicy:text
          Reference apiVersion!:text kind!:text name:text namespace:text labels
          Shell <Where bindings:Binding[] check env:Binding[] outputs:Output[] workDir:text \
          skipLogOutput:flag skipCommandOutput:flag
          Command <Shell entrypoint!:text args:text[]
          Script <Shell content:text
          Sleep duration!:time
          Selected <Where name:text namespace:text selector:text format:text
          Describe <Selected apiVersion:text kind:text showEvents:flag
          Events <Selected
          Get <Selected apiVersion:text kind:text
          PodLogs <Selected container:text tail
          Proxy <Selected apiVersion:text kind:text outputs:Output[] port:text path:text
          Wait <Selected apiVersion:text kind:text for!:For
          For deletion condition:Condition jsonPath:Path
          Condition name!:text value:text
          Path path!:text value:text
          Config description:text timeouts:Timeouts clusters skipDelete:flag template:flag \
          compiler:text failFast:flag namespaceTemplate namespaceTemplateCompiler:text \
          catch:Ending[] forceTerminationGracePeriod:time delayBeforeCleanup:time \
          deletionPropagationPolicy:text cleanup:Cleaning deletion:Deletion discovery:Discovery error:Failing \
          execution:Execution namespace report:Reporting templating:Templating \
          parallel reportFormat:text reportPath:text reportName:text fullName:flag \
          excludeTestRegex:text includeTestRegex:text repeatCount testFile:text
          Cleaning skipDelete:flag delayBeforeCleanup:time
          Deletion propagation:text
          Discovery excludeTestRegex:text includeTestRegex:text testFile:text fullName:flag
          Failing catch:Ending[]
          Execution failFast:flag parallel repeatCount forceTerminationGracePeriod:time
          Spaces name:text compiler:text template fastDelete:flag
          Reporting format:text path:text name:text
          Templating enabled:flag compiler:text
          """);

  private final YamlDocument document;

  private Shapes(YamlDocument document) {
    this.document = document;
  }

  /**
   * Checks a document.
   *
   * @throws UnreadableTestException naming the first key or value that chainsaw would refuse
   */
  static void check(YamlDocument document, String type) {
    new Shapes(document).check("", document.tree(), type);
  }

  private void check(String pointer, JsonNode value, String type) {
    if (type.endsWith("[]")) {
      demand(pointer, value.isArray(), "a list");
      for (int i = 0; i < value.size(); i++) {
        check(pointer + "/" + i, value.get(i), type.substring(0, type.length() - 2));
      }
      return;
    }
    switch (type) {
      case "" -> {}
      case "text" -> demand(pointer, value.isString(), "text; put it in quotes");
      case "flag" -> demand(pointer, value.isBoolean(), "true or false");
      case "time" -> demand(pointer, isDuration(value), "a duration such as 30s or 1m30s");
      default -> checkObject(pointer, value, type);
    }
  }

  private void checkObject(String pointer, JsonNode value, String type) {
    demand(pointer, value.isObject(), "a mapping");
    Map<String, String> keys = TYPES.getOrDefault(type, Map.of());
    for (Map.Entry<String, JsonNode> entry : value.properties()) {
      String key = entry.getKey();
      String below = pointer + "/" + key.replace("~", "~0").replace("/", "~1");
      if (!keys.containsKey(key) && !keys.containsKey(key + "!")) {
        throw unknown(below, key, keys.keySet());
      }
      if (!entry.getValue().isNull()) {
        check(below, entry.getValue(), keys.getOrDefault(key, keys.getOrDefault(key + "!", "")));
      }
    }
    for (String key : keys.keySet()) {
      if (key.endsWith("!") && !value.has(key.substring(0, key.length() - 1))) {
        String missing = key.substring(0, key.length() - 1);
        throw new UnreadableTestException(
            document.places().nearest(pointer), "'" + missing + "' is missing", "add it");
      }
    }
  }

  private UnreadableTestException unknown(String pointer, String key, Set<String> keys) {
    Set<String> known =
        keys.stream()
            .map(name -> name.replace("!", ""))
            .collect(Collectors.toCollection(TreeSet::new));
    String meant = Nearest.question(key, known);
    String repair = meant.isEmpty() ? "known are " + String.join(", ", known) : meant.substring(2);
    return new UnreadableTestException(
        document.places().ofKey(pointer).orElseGet(() -> document.places().nearest(pointer)),
        "chainsaw knows no key '" + key + "' here",
        repair);
  }

  private void demand(String pointer, boolean isSo, String what) {
    if (!isSo) {
      String name = pointer.substring(pointer.lastIndexOf('/') + 1);
      throw new UnreadableTestException(
          document.places().nearest(pointer), "'" + name + "' must be " + what, "");
    }
  }

  private static boolean isDuration(JsonNode value) {
    return value.isString() && GoDuration.parse(value.stringValue()).isPresent();
  }

  private static Map<String, Map<String, String>> types(String lines) {
    Map<String, Map<String, String>> types = new LinkedHashMap<>();
    for (String line : lines.lines().toList()) {
      String[] words = line.trim().split(" +", -1);
      Map<String, String> keys = new LinkedHashMap<>();
      for (int i = 1; i < words.length; i++) {
        String word = words[i];
        int colon = word.indexOf(':');
        if (word.startsWith("<")) {
          keys.putAll(types.getOrDefault(word.substring(1), Map.of()));
        } else if (colon < 0) {
          keys.put(word, "");
        } else {
          keys.put(word.substring(0, colon), word.substring(colon + 1));
        }
      }
      types.put(words[0], keys);
    }
    return types;
  }
}
