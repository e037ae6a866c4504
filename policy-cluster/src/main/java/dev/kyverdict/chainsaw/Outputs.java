package dev.kyverdict.chainsaw;

import dev.kyverdict.chainsaw.tree.Assertion;
import dev.kyverdict.chainsaw.tree.Template;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** {@code outputs} of an operation ({@code pkg/engine/outputs/outputs.go}). */
final class Outputs {

  private Outputs() {}

  /** Adds them to what was put out before. */
  static void of(JsonNode written, JsonNode input, Scope scope, Map<String, JsonNode> outputs) {
    Scope known = scope;
    for (JsonNode output : written) {
      JsonNode match = output.path("match");
      boolean concerns =
          match.isMissingNode() || Assertion.of(match).check(input, known.bindings()).isEmpty();
      if (concerns) {
        String name = Template.text(output.path("name").asString(""), known.bindings());
        JsonNode value = Template.filled(output.path("value"), input, known.bindings());
        known = known.with(name, value);
        outputs.put(name, value);
      }
    }
  }
}
