package dev.kyverdict.engine.context;

import dev.kyverdict.engine.EvaluationException;
import dev.kyverdict.values.GoFormat;
import tools.jackson.databind.JsonNode;

/** Reads substituted trees as upstream decodes them into its types: a text must be a text. */
final class Typed {

  private Typed() {}

  /** A text; the empty one when it is absent or null. */
  static String text(JsonNode tree, String field, String type) {
    JsonNode value = tree.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return "";
    }
    if (!value.isString()) {
      throw new EvaluationException(
          (type + "." + field + ": ReadString: expects \" or n, but found ")
              + GoFormat.json(value).charAt(0));
    }
    return value.stringValue();
  }
}
