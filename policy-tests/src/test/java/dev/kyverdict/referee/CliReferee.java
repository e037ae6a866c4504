package dev.kyverdict.referee;

import dev.kyverdict.yaml.YamlReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The Kyverno CLI. Sibling inputs are its cluster: a look-up by path finds them, and an absent one
 * is a 404. Its pass column counts what did not match as passed, so only the objects are read.
 */
final class CliReferee {

  private static final Pattern APPLIED =
      Pattern.compile("policy \\S+ applied to (\\S*)/PersistentVolumeClaim/(\\S+):\\n");

  private final Path folder;

  CliReferee(Path folder) {
    this.folder = folder;
  }

  /**
   * The claims as a policy leaves them, by {@code namespace/name}; a claim that the CLI calls
   * skipped is absent. The CLI has no API server and crashes on {@code
   * webhookConfiguration.matchConditions} (it asks one for its version): they are taken out first.
   */
  Map<String, JsonNode> claims(ObjectNode policy, List<? extends JsonNode> inputs) {
    ObjectNode asked = Project.withoutWebhook(policy);
    String out =
        run(
            write("policy.yaml", List.of(asked)),
            write("inputs.yaml", inputs),
            write("values.yaml", List.of(namespaceLabels(inputs))));
    Map<String, JsonNode> claims = new LinkedHashMap<>();
    Matcher applied = APPLIED.matcher(out);
    while (applied.find()) {
      int end = out.indexOf("\n---", applied.end());
      claims.put(
          applied.group(1) + "/" + applied.group(2),
          YamlReader.readOne("kyverno's answer", out.substring(applied.end(), end)).tree());
    }
    return claims;
  }

  /** The CLI takes the labels of namespaces from a file of values only, not from its inputs. */
  private static ObjectNode namespaceLabels(List<? extends JsonNode> inputs) {
    ObjectNode values =
        JsonNodeFactory.instance
            .objectNode()
            .put("apiVersion", "cli.kyverno.io/v1alpha1")
            .put("kind", "Values");
    ArrayNode selectors = values.putArray("namespaceSelector");
    inputs.stream()
        .filter(input -> input.path("kind").asString("").equals("Namespace"))
        .forEach(
            input ->
                selectors
                    .addObject()
                    .put("name", input.at("/metadata/name").stringValue())
                    .set("labels", input.at("/metadata/labels")));
    return values;
  }

  private Path write(String name, List<? extends JsonNode> documents) {
    StringBuilder text = new StringBuilder();
    documents.forEach(document -> text.append("---\n").append(document).append('\n'));
    try {
      return Files.writeString(folder.resolve(name), text.toString());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private String run(Path policy, Path inputs, Path values) {
    Path out = folder.resolve("out.txt");
    try {
      Process process =
          new ProcessBuilder(
                  Tool.KYVERNO.required().toString(),
                  "apply",
                  policy.toString(),
                  "--resource",
                  inputs.toString(),
                  "--values-file",
                  values.toString())
              .redirectOutput(out.toFile())
              .redirectError(folder.resolve("err.txt").toFile())
              .start();
      int exit = process.waitFor();
      if (exit != 0) {
        throw new AssertionError(
            "kyverno apply ended with "
                + exit
                + ": "
                + Files.readString(folder.resolve("err.txt")));
      }
      return Files.readString(out, StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }
}
