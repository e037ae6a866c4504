package dev.kyverdict.fuzz;

import java.util.function.Consumer;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The declarations of a {@code foreach}, what a rule does with an element aside. */
final class Loops {

  private Loops() {}

  /**
   * One or two declarations.
   *
   * @param single how often, of 100 times, there is one only
   * @param body adds to a declaration what is done with an element
   */
  static ArrayNode some(Scene scene, int single, Consumer<ObjectNode> body) {
    ArrayNode list = Json.array();
    for (int left = scene.dice.chance(single) ? 1 : 2; left > 0; left--) {
      list.add(one(scene, body));
    }
    return list;
  }

  private static ObjectNode one(Scene scene, Consumer<ObjectNode> body) {
    ObjectNode one = Json.object();
    one.put("list", Lists.list(scene));
    boolean outer = scene.inForeach;
    int known = scene.entries.size();
    scene.inForeach = true;
    body.accept(one);
    scene.inForeach = outer;
    scene.entries.subList(known, scene.entries.size()).clear();
    return one;
  }

  /** Adds, so often of 100 times, a context and preconditions. */
  static void prepare(Scene scene, ObjectNode one, int context, int preconditions) {
    if (scene.dice.chance(context)) {
      one.set("context", new ContextEntries(scene).entries(1, "e"));
    }
    if (scene.dice.chance(preconditions)) {
      one.set("preconditions", new RuleConditions(scene).form(scene.dice.chance(70)));
    }
  }
}
