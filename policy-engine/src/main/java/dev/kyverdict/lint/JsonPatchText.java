package dev.kyverdict.lint;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** {@code patchesJson6902}: operations, as JSON or YAML text. */
final class JsonPatchText {

  private static final YAMLMapper YAML = new YAMLMapper();

  /** What YAML 1.1 takes for true or false, and YAML 1.2 and people do not. */
  private static final Pattern TRUTH =
      Pattern.compile("y|Y|yes|Yes|YES|n|N|no|No|NO|on|On|ON|off|Off|OFF");

  private static final Set<ScalarStyle> PLAIN = Set.of(ScalarStyle.PLAIN);

  private JsonPatchText() {}

  /** The operations; none where the text does not say before variables are filled in. */
  static List<JsonNode> operations(String text) {
    try {
      return YAML.readTree(Queries.withoutVariables(text)).valueStream().toList();
    } catch (JacksonException unreadable) {
      return List.of();
    }
  }

  /** A key or value that Kyverno reads as true or false although it looks like text. */
  static Optional<String> truth(String text) {
    if (text.startsWith("[")) {
      return Optional.empty();
    }
    try {
      return new Compose(LoadSettings.builder().build())
          .composeString(Queries.withoutVariables(text))
          .flatMap(JsonPatchText::truth);
    } catch (YamlEngineException unreadable) {
      return Optional.empty();
    }
  }

  private static Optional<String> truth(Node node) {
    return switch (node) {
      case ScalarNode scalar ->
          PLAIN.contains(scalar.getScalarStyle()) && TRUTH.matcher(scalar.getValue()).matches()
              ? Optional.of(scalar.getValue())
              : Optional.empty();
      case SequenceNode list ->
          list.getValue().stream().flatMap(item -> truth(item).stream()).findFirst();
      case MappingNode map ->
          map.getValue().stream()
              .flatMap(
                  member ->
                      truth(member.getKeyNode()).or(() -> truth(member.getValueNode())).stream())
              .findFirst();
      default -> Optional.empty();
    };
  }
}
