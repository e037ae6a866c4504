package dev.kyverdict.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Small policies and parts of policies. */
final class Sample {

  private Sample() {}

  static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text.replace('\'', '"'));
  }

  static Match match(String... kinds) {
    return Match.anyOf(List.of(Match.Filter.of(resources(kinds))));
  }

  static Match.Resources resources(String... kinds) {
    return Match.Resources.ofKinds(List.of(kinds));
  }

  static Rule rule(String name, Match match, List<ContextEntry> context, Action action) {
    return rule(name, match, context, Optional.empty(), action);
  }

  static Rule rule(
      String name,
      Match match,
      List<ContextEntry> context,
      Optional<Conditions> preconditions,
      Action action) {
    return new Rule(
        name,
        match,
        Match.NONE,
        Optional.empty(),
        context,
        preconditions,
        List.of(),
        action,
        true,
        Map.of());
  }

  static ClusterPolicy policy(Rule... rules) {
    return new ClusterPolicy(Metadata.named("claims"), Spec.of(List.of(rules)));
  }

  static ContextEntry entry(String name, String value) {
    return new ContextEntry.Variable(
        name, Optional.of(json("'" + value + "'")), Optional.empty(), Optional.empty());
  }

  static ContextEntry query(String name, String jmesPath) {
    return new ContextEntry.Variable(
        name, Optional.empty(), Optional.of(jmesPath), Optional.empty());
  }

  static Mutate annotate(String value) {
    return Mutate.of(
        new Mutate.StrategicMerge(
            JsonMapper.shared()
                .createObjectNode()
                .set(
                    "metadata",
                    JsonMapper.shared()
                        .createObjectNode()
                        .set(
                            "annotations",
                            JsonMapper.shared().createObjectNode().put("value", value)))));
  }

  static Conditions precondition(String key) {
    return new Conditions.AnyAll(
        Optional.empty(),
        Optional.of(
            List.of(
                new Conditions.Condition(
                    JsonMapper.shared().valueToTree(key),
                    "Equals",
                    json("'a'"),
                    Optional.empty()))));
  }
}
