package dev.kyverdict.chainsaw;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A step of a test, with its template in it.
 *
 * @param name how it is called
 * @param spec what it says
 * @param bindings values for its expressions, in order
 * @param trying what is done
 * @param catching what is done after a failure
 * @param ending what is done in any case
 * @param cleaning what is done at the end of the test
 */
record Step(
    String name,
    JsonNode spec,
    List<JsonNode> bindings,
    List<Operation> trying,
    List<Operation> catching,
    List<Operation> ending,
    List<Operation> cleaning) {

  /** Copies the lists. */
  Step {
    bindings = List.copyOf(bindings);
    trying = List.copyOf(trying);
    catching = List.copyOf(catching);
    ending = List.copyOf(ending);
    cleaning = List.copyOf(cleaning);
  }
}
