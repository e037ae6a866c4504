package dev.kyverdict.engine.mutate;

import dev.kyverdict.values.GoFormat;
import dev.kyverdict.values.GoStrings;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** Nodes as YAML in flow style, as kyaml's errors show them. */
final class FlowText {

  private final StringBuilder text = new StringBuilder();

  private FlowText() {}

  static String of(MergeNode node) {
    FlowText flow = new FlowText();
    flow.write(node);
    return flow.text.toString();
  }

  private void write(MergeNode node) {
    switch (node.kind()) {
      case MAPPING -> fields(node);
      case SEQUENCE -> elements(node.elements());
      case SCALAR -> scalar(node.toJson());
    }
  }

  private void fields(MergeNode map) {
    List<String> keys = new ArrayList<>(map.fields().keySet());
    if (!map.isOrdered()) {
      keys.sort(GoStrings::compare);
    }
    text.append('{');
    String separator = "";
    for (String key : keys) {
      text.append(separator);
      scalar(StringNode.valueOf(key));
      text.append(": ");
      write(map.field(key));
      separator = ", ";
    }
    text.append('}');
  }

  private void elements(List<MergeNode> list) {
    text.append('[');
    String separator = "";
    for (MergeNode element : list) {
      text.append(separator);
      write(element);
      separator = ", ";
    }
    text.append(']');
  }

  /** YAML has no reason to escape HTML. */
  private void scalar(JsonNode scalar) {
    text.append(
        GoFormat.json(scalar)
            .replace("\\u003c", "<")
            .replace("\\u003e", ">")
            .replace("\\u0026", "&"));
  }
}
