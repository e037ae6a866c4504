package dev.kyverdict.cluster.types;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the table of built-in resources, one a line, in the order of discovery. */
final class BuiltInTypes {

  private static final int FIRST_SUBRESOURCE = 10;

  private BuiltInTypes() {}

  static List<ResourceType> read() {
    return Tables.lines("kinds.txt").stream().map(line -> type(line.split(" ", -1))).toList();
  }

  private static ResourceType type(String[] words) {
    String group = dashed(words[0]);
    return new ResourceType(
        group,
        words[1],
        words[2],
        words[3],
        dashed(words[4]),
        words[5].equals("N"),
        verbs(words[6]),
        list(words[7]),
        list(words[8]),
        subresources(words, group),
        BuiltInShapes.named(words[9]),
        Optional.empty());
  }

  private static Map<String, Subresource> subresources(String[] words, String group) {
    Map<String, Subresource> subresources = new LinkedHashMap<>();
    for (int i = FIRST_SUBRESOURCE; i < words.length; i++) {
      String[] parts = words[i].split(":", -1);
      String[] of = parts[2].isEmpty() ? new String[] {group, words[1]} : parts[2].split("/", -1);
      subresources.put(
          parts[0], new Subresource(parts[0], verbs(parts[1]), of[0], of[1], parts[3]));
    }
    return subresources;
  }

  static Set<String> verbs(String letters) {
    Set<String> verbs = new LinkedHashSet<>();
    letters.chars().forEach(letter -> verbs.add(verb((char) letter)));
    return verbs;
  }

  private static String verb(char letter) {
    return switch (letter) {
      case 'c' -> "create";
      case 'd' -> "delete";
      case 'D' -> "deletecollection";
      case 'g' -> "get";
      case 'l' -> "list";
      case 'p' -> "patch";
      case 'u' -> "update";
      default -> "watch";
    };
  }

  private static List<String> list(String word) {
    return word.equals("-") ? List.of() : new ArrayList<>(List.of(word.split(",", -1)));
  }

  private static String dashed(String word) {
    return word.equals("-") ? "" : word;
  }
}
