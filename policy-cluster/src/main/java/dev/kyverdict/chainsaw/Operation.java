package dev.kyverdict.chainsaw;

import dev.kyverdict.yaml.Place;
import dev.kyverdict.yaml.YamlDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * One operation of a step.
 *
 * @param kind such as {@code apply}
 * @param body what it says
 * @param continueOnError whether a failure does not end the test
 * @param place where it stands
 */
record Operation(String kind, JsonNode body, boolean continueOnError, Place place) {

  private static final Set<String> BESIDE = Set.of("description", "continueOnError", "compiler");

  /** The operations of a list of a document. */
  static List<Operation> all(YamlDocument document, String pointer) {
    List<Operation> operations = new ArrayList<>();
    JsonNode list = document.tree().at(pointer);
    for (int i = 0; i < list.size(); i++) {
      Place place = document.places().nearest(pointer + "/" + i);
      JsonNode item = list.get(i);
      List<String> kinds =
          item.propertyNames().stream().filter(name -> !BESIDE.contains(name)).toList();
      if (kinds.size() != 1) {
        throw new UnreadableTestException(
            place, "one operation expected, found " + kinds, "begin a new item for each");
      }
      String kind = item.path("compiler").asString("").equals("cel") ? "cel" : kinds.getFirst();
      boolean goesOn = item.path("continueOnError").asBoolean(false);
      operations.add(new Operation(kind, item.path(kinds.getFirst()), goesOn, place));
    }
    return operations;
  }
}
