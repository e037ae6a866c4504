package dev.kyverdict.lint;

import dev.kyverdict.model.Mutate.JsonPatch;
import dev.kyverdict.model.Mutate.Patch;
import dev.kyverdict.model.Mutate.StrategicMerge;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * One field that a patch writes.
 *
 * @param path the keys that lead to it; an element of a list is {@link Paths#ELEMENT}
 * @param how how it is written
 * @param value what is written; missing when it is removed
 * @param pointer where the patch says so
 */
record Write(List<String> path, How how, JsonNode value, String pointer) {

  private static final Pattern ANCHOR = Pattern.compile("([+<=X^]?)\\((.+)\\)");

  /** How a field is written. */
  enum How {
    /** Whatever is there is replaced. */
    SET,
    /** It is written where nothing is there: {@code +( )}. */
    ADD,
    /** It is removed. */
    REMOVE
  }

  /** The fields that a patch writes, as far as its text says. */
  static List<Write> of(Placed<Patch> placed) {
    List<Write> writes = new ArrayList<>();
    switch (placed.value()) {
      case StrategicMerge merge ->
          tree(merge.tree(), placed.pointer(), List.of(), Optional.of(How.SET), writes);
      case JsonPatch patch ->
          JsonPatchText.operations(patch.text())
              .forEach(operation -> operation(operation, placed.pointer(), writes));
      default -> {}
    }
    return writes;
  }

  private static void tree(
      JsonNode tree, String pointer, List<String> path, Optional<How> how, List<Write> writes) {
    if (tree.isObject() && !tree.isEmpty()) {
      boolean element = tree.size() > 1 && isElement(path);
      tree.properties().stream()
          .filter(member -> !(element && member.getKey().equals("name")))
          .forEach(
              member -> {
                String place = Pointers.member(pointer, member.getKey());
                member(member.getKey(), member.getValue(), place, path, how, writes);
              });
    } else if (tree.isArray() && tree.valueStream().anyMatch(JsonNode::isObject)) {
      for (int i = 0; i < tree.size(); i++) {
        List<String> element = with(path, Paths.ELEMENT);
        tree(tree.path(i), Pointers.element(pointer, i), element, how, writes);
      }
    } else {
      how.map(known -> tree.isNull() ? How.REMOVE : known)
          .ifPresent(known -> writes.add(new Write(path, known, tree, pointer)));
    }
  }

  /** The name of an element tells which one is meant, unless it is all that there is. */
  private static boolean isElement(List<String> path) {
    return !path.isEmpty() && path.getLast().equals(Paths.ELEMENT);
  }

  /** Inside of a condition, {@code ( )}, only {@code +( )} writes. */
  private static void member(
      String key,
      JsonNode value,
      String pointer,
      List<String> path,
      Optional<How> how,
      List<Write> writes) {
    Matcher anchor = ANCHOR.matcher(key);
    if (key.equals("$patch")) {
      if (value.asString("").equals("delete")) {
        writes.add(new Write(path, How.REMOVE, value, pointer));
      }
    } else if (!anchor.matches()) {
      tree(value, pointer, with(path, key), how, writes);
    } else if (anchor.group(1).equals("+")) {
      tree(value, pointer, with(path, anchor.group(2)), Optional.of(How.ADD), writes);
    } else {
      tree(value, pointer, with(path, anchor.group(2)), Optional.empty(), writes);
    }
  }

  private static void operation(JsonNode operation, String pointer, List<Write> writes) {
    List<String> path = keys(operation.path("path").asString(""));
    List<String> from = keys(operation.path("from").asString(""));
    JsonNode nothing = operation.path("value");
    switch (operation.path("op").asString("")) {
      case "add", "replace" -> {
        List<Write> parts = new ArrayList<>();
        tree(operation.path("value"), "", path, Optional.of(How.SET), parts);
        parts.forEach(w -> writes.add(new Write(w.path(), How.SET, w.value(), pointer)));
      }
      case "copy" -> writes.add(new Write(path, How.SET, nothing, pointer));
      case "remove" -> writes.add(new Write(path, How.REMOVE, nothing, pointer));
      case "move" -> {
        writes.add(new Write(from, How.REMOVE, nothing, pointer));
        writes.add(new Write(path, How.SET, nothing, pointer));
      }
      default -> {}
    }
  }

  private static List<String> keys(String pointer) {
    return Stream.of(pointer.split("/", -1))
        .skip(1)
        .map(Pointers::key)
        .map(key -> key.matches("\\d+|-|.*" + Queries.PLACEHOLDER + ".*") ? Paths.ELEMENT : key)
        .toList();
  }

  private static List<String> with(List<String> path, String key) {
    return Stream.concat(path.stream(), Stream.of(key)).toList();
  }

  /** Whether it writes something at or below a place, or the whole of what holds the place. */
  boolean touches(List<String> place) {
    int common = Math.min(place.size(), path.size());
    return path.subList(0, common).equals(place.subList(0, common));
  }

  String readable() {
    return String.join(".", path).replace("." + Paths.ELEMENT, Paths.ELEMENT);
  }
}
