package dev.kyverdict.testing.coverage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Where the conditions of a policy stand: preconditions and deny, in loops and targets too. */
public final class ConditionLists {

  private ConditionLists() {}

  /** JSON pointers to the lists of conditions below a node of a rendered policy. */
  public static List<String> pointers(JsonNode node) {
    List<String> pointers = new ArrayList<>();
    walk(node, "", pointers);
    return pointers;
  }

  private static void walk(JsonNode node, String at, List<String> pointers) {
    switch (node) {
      case ObjectNode object -> {
        for (Map.Entry<String, JsonNode> field : object.properties()) {
          String name = field.getKey();
          String below = at + "/" + name.replace("~", "~0").replace("/", "~1");
          if (name.equals("preconditions") || (name.equals("conditions") && at.endsWith("/deny"))) {
            lists(field.getValue(), below, pointers);
          } else {
            walk(field.getValue(), below, pointers);
          }
        }
      }
      case ArrayNode array -> {
        for (int i = 0; i < array.size(); i++) {
          walk(array.get(i), at + "/" + i, pointers);
        }
      }
      default -> {}
    }
  }

  private static void lists(JsonNode conditions, String at, List<String> pointers) {
    if (conditions.isArray()) {
      pointers.add(at);
    }
    for (String list : List.of("any", "all")) {
      if (conditions.path(list).isArray()) {
        pointers.add(at + "/" + list);
      }
    }
  }
}
