package dev.kyverdict.lint;

import static dev.kyverdict.lint.ClusterLint.BASH_UNDER_SH;
import static dev.kyverdict.lint.ClusterLint.JSONPATH_IN_SCRIPT;

import dev.kyverdict.lint.PodTemplates.Container;
import dev.kyverdict.lint.Tree.Known;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Scripts, written in a container's command or in a ConfigMap. */
final class Scripts {

  private static final Pattern SH = Pattern.compile("(/usr)?(/bin/)?(sh|dash|ash)");

  /** What bash reads and a plain shell does not. */
  private static final Pattern BASH =
      Pattern.compile(
          "(?m)^#!.*\\bbash\\b|\\[\\[ |<\\(|<<<|\\bdeclare -|\\bmapfile\\b|\\w=\\([^)]*\\)");

  private static final Pattern JSONPATH =
      Pattern.compile("jsonpath(?s:.){0,200}?\\{\\s*\"\\\\+[nt]\"\\s*\\}");

  private Scripts() {}

  static void check(ManifestSet set) {
    Stream.of("CronJob", "Job")
        .flatMap(set::objects)
        .flatMap(object -> PodTemplates.containers(object).stream())
        .forEach(container -> container(set, container));
    set.objects("ConfigMap").forEach(map -> configMap(set, map));
  }

  private static void container(ManifestSet set, Container container) {
    List<String> words = container.words();
    boolean plain = !words.isEmpty() && SH.matcher(words.getFirst()).matches();
    if (plain && words.stream().skip(1).anyMatch(word -> isBash(set, word))) {
      set.report(
          container.object(),
          BASH_UNDER_SH,
          container.field() + "/command",
          "its script is one for bash, and " + words.getFirst() + " runs it",
          "write command: [/bin/bash, …]");
    }
    if (words.stream().anyMatch(word -> JSONPATH.matcher(word).find())) {
      jsonPath(set, container.object(), container.field());
    }
  }

  private static boolean isBash(ManifestSet set, String word) {
    String file = word.substring(word.lastIndexOf('/') + 1);
    return word.contains("\n") || word.contains(" ")
        ? BASH.matcher(word).find()
        : set.objects("ConfigMap")
            .flatMap(map -> map.tree().text("data", file).stream())
            .anyMatch(script -> BASH.matcher(script).find());
  }

  private static void configMap(ManifestSet set, ObjectView map) {
    if (map.tree().at("data") instanceof Known(JsonNode data)) {
      for (Map.Entry<String, JsonNode> file : data.properties()) {
        if (JSONPATH.matcher(file.getValue().asString("")).find()) {
          jsonPath(set, map, Pointers.member("/data", file.getKey()));
        }
      }
    }
  }

  private static void jsonPath(ManifestSet set, ObjectView object, String field) {
    set.report(
        object,
        JSONPATH_IN_SCRIPT,
        field,
        "an escaped line break in a jsonpath does not survive YAML, shell and templates",
        "use -o json and jq");
  }
}
