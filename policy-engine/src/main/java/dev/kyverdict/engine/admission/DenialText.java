package dev.kyverdict.engine.admission;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.StreamDataWriter;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** The YAML in which the validating webhook tells what failed: policy, rule, message. */
final class DenialText {

  private static final DumpSettings SETTINGS =
      DumpSettings.builder()
          .setDefaultFlowStyle(FlowStyle.BLOCK)
          .setWidth(Integer.MAX_VALUE)
          .build();

  /** Texts that go-yaml quotes because YAML, in this or an older version, reads something else. */
  private static final Pattern OTHER_TYPE =
      Pattern.compile(
          "|~|=|<<|null|Null|NULL|[yYnN]|[yY]es|YES|[nN]o|NO|[oO]n|ON|[oO]ff|OFF"
              + "|[tT]rue|TRUE|[fF]alse|FALSE|[-+]?\\.(?:inf|Inf|INF)|\\.(?:nan|NaN|NAN)"
              + "|[-+]?(?:\\d[\\d_]*(?:\\.[\\d_]*)?|\\.\\d[\\d_]*)(?:[eE][-+]?\\d+)?"
              + "|[-+]?0[xX][\\da-fA-F_]+|[-+]?0o?[0-7_]+|[-+]?0b[01_]+"
              + "|[-+]?\\d[\\d_]*(?::[0-5]?\\d)+(?:\\.[\\d_]*)?"
              + "|\\d{4}-\\d{1,2}-\\d{1,2}(?:[Tt\\s].*)?");

  private DenialText() {}

  static String yaml(Map<String, Map<String, String>> failures) {
    List<NodeTuple> policies = new ArrayList<>();
    failures.forEach(
        (policy, reasons) -> policies.add(new NodeTuple(scalar(policy), mapping(reasons))));
    StringBuilder text = new StringBuilder();
    new Dump(SETTINGS).dumpNode(new MappingNode(Tag.MAP, policies, FlowStyle.BLOCK), writer(text));
    return text.toString();
  }

  private static StreamDataWriter writer(StringBuilder text) {
    return new StreamDataWriter() {
      @Override
      public void write(String part) {
        text.append(part);
      }

      @Override
      public void write(String part, int offset, int length) {
        text.append(part, offset, offset + length);
      }
    };
  }

  private static Node mapping(Map<String, String> reasons) {
    List<NodeTuple> rules = new ArrayList<>();
    reasons.forEach((rule, reason) -> rules.add(new NodeTuple(scalar(rule), scalar(reason))));
    return new MappingNode(Tag.MAP, rules, FlowStyle.BLOCK);
  }

  private static Node scalar(String text) {
    ScalarStyle style =
        text.contains("\n")
            ? ScalarStyle.LITERAL
            : OTHER_TYPE.matcher(text).matches() ? ScalarStyle.DOUBLE_QUOTED : ScalarStyle.PLAIN;
    return new ScalarNode(Tag.STR, text, style);
  }
}
