package dev.kyverdict.engine.autogen;

import dev.kyverdict.model.Conditions;
import dev.kyverdict.model.Conditions.AnyAll;
import dev.kyverdict.model.ContextEntry;
import dev.kyverdict.model.Match;
import dev.kyverdict.model.Rule;
import dev.kyverdict.model.Selector;
import dev.kyverdict.model.Spec.FailureActionOverride;
import dev.kyverdict.model.Spec.MatchCondition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A rule with every text of its JSON form changed, and what else becomes of a rule that Kyverno
 * writes as JSON and reads into itself: an empty {@code any} or {@code all} is lost, and a pair of
 * a map whose key changes stays under its old key too ({@code convertRule} in {@code
 * pkg/autogen/v1/autogen.go}).
 */
final class RuleTexts {

  private final UnaryOperator<String> change;

  private RuleTexts(UnaryOperator<String> change) {
    this.change = change;
  }

  static Rule map(Rule rule, UnaryOperator<String> change) {
    RuleTexts texts = new RuleTexts(change);
    return new Rule(
        texts.of(rule.name()),
        texts.match(rule.match()),
        texts.match(rule.exclude()),
        rule.imageExtractors().map(texts::tree),
        texts.context(rule.context()),
        rule.preconditions().map(texts::conditions),
        texts.expressions(rule.celPreconditions()),
        new ActionTexts(texts).of(rule.action()),
        rule.skipBackgroundRequests(),
        texts.map(rule.reportProperties()));
  }

  String of(String text) {
    return change.apply(text);
  }

  Optional<String> of(Optional<String> text) {
    return text.map(change);
  }

  List<String> of(List<String> texts) {
    return texts.stream().map(change).toList();
  }

  private Map<String, String> map(Map<String, String> map) {
    Map<String, String> changed = new LinkedHashMap<>(map);
    map.forEach((key, value) -> changed.put(of(key), of(value)));
    return changed;
  }

  JsonNode tree(JsonNode node) {
    if (node.isObject()) {
      ObjectNode changed = JsonNodeFactory.instance.objectNode();
      node.properties().forEach(field -> changed.set(of(field.getKey()), tree(field.getValue())));
      return changed;
    }
    if (node.isArray()) {
      ArrayNode changed = JsonNodeFactory.instance.arrayNode(node.size());
      node.values().forEach(element -> changed.add(tree(element)));
      return changed;
    }
    return node.isString() ? JsonNodeFactory.instance.stringNode(of(node.stringValue())) : node;
  }

  private Match match(Match match) {
    return new Match(filters(match.any()), filters(match.all()), filter(match.direct()));
  }

  private List<Match.Filter> filters(List<Match.Filter> filters) {
    return filters.stream().map(this::filter).toList();
  }

  private Match.Filter filter(Match.Filter filter) {
    return new Match.Filter(
        resources(filter.resources()),
        filter.subjects().stream().map(this::subject).toList(),
        of(filter.roles()),
        of(filter.clusterRoles()));
  }

  private Match.Resources resources(Match.Resources resources) {
    return new Match.Resources(
        of(resources.kinds()),
        of(resources.name()),
        of(resources.names()),
        of(resources.namespaces()),
        map(resources.annotations()),
        resources.selector().map(this::selector),
        resources.namespaceSelector().map(this::selector),
        resources.operations());
  }

  private Match.Subject subject(Match.Subject subject) {
    return new Match.Subject(
        of(subject.kind()), of(subject.name()), of(subject.namespace()), of(subject.apiGroup()));
  }

  Selector selector(Selector selector) {
    return new Selector(
        map(selector.matchLabels()),
        selector.matchExpressions().stream()
            .map(
                one ->
                    new Selector.Requirement(of(one.key()), of(one.operator()), of(one.values())))
            .toList());
  }

  Conditions conditions(Conditions conditions) {
    return switch (conditions) {
      case Conditions.Listed(var list) -> new Conditions.Listed(conditions(list));
      case AnyAll anyAll -> anyAll(anyAll);
    };
  }

  AnyAll anyAll(AnyAll conditions) {
    return new AnyAll(
        conditions.any().filter(list -> !list.isEmpty()).map(this::conditions),
        conditions.all().filter(list -> !list.isEmpty()).map(this::conditions));
  }

  /** Those of a loop: read into what is there, so that an empty list stays. */
  AnyAll loopConditions(AnyAll conditions) {
    return new AnyAll(
        conditions.any().map(this::conditions), conditions.all().map(this::conditions));
  }

  private List<Conditions.Condition> conditions(List<Conditions.Condition> conditions) {
    return conditions.stream()
        .map(
            one ->
                new Conditions.Condition(
                    tree(one.key()), of(one.operator()), tree(one.value()), of(one.message())))
        .toList();
  }

  List<MatchCondition> expressions(List<MatchCondition> expressions) {
    return expressions.stream()
        .map(one -> new MatchCondition(of(one.name()), of(one.expression())))
        .toList();
  }

  List<FailureActionOverride> overrides(List<FailureActionOverride> overrides) {
    return overrides.stream()
        .map(
            one ->
                new FailureActionOverride(
                    of(one.action()),
                    of(one.namespaces()),
                    one.namespaceSelector().map(this::selector)))
        .toList();
  }

  List<ContextEntry> context(List<ContextEntry> entries) {
    return entries.stream().map(this::entry).toList();
  }

  private ContextEntry entry(ContextEntry entry) {
    return switch (entry) {
      case ContextEntry.Variable(var name, var value, var query, var fallback) ->
          new ContextEntry.Variable(
              of(name), value.map(this::tree), of(query), fallback.map(this::tree));
      case ContextEntry.ApiCall call -> call(call);
      case ContextEntry.ConfigMap(var name, var map, var namespace) ->
          new ContextEntry.ConfigMap(of(name), of(map), of(namespace));
      case ContextEntry.GlobalReference(var name, var reference, var query) ->
          new ContextEntry.GlobalReference(of(name), of(reference), of(query));
      case ContextEntry.ImageRegistry(var name, var reference, var query, var credentials) ->
          new ContextEntry.ImageRegistry(
              of(name), of(reference), of(query), credentials.map(this::tree));
    };
  }

  private ContextEntry call(ContextEntry.ApiCall call) {
    return new ContextEntry.ApiCall(
        of(call.name()),
        of(call.urlPath()),
        call.method(),
        call.data().stream()
            .map(one -> new ContextEntry.RequestData(of(one.key()), tree(one.value())))
            .toList(),
        call.service().map(this::service),
        of(call.jmesPath()),
        call.defaultValue().map(this::tree));
  }

  private ContextEntry.Service service(ContextEntry.Service service) {
    return new ContextEntry.Service(
        of(service.url()),
        service.headers().stream()
            .map(one -> new ContextEntry.Header(of(one.key()), of(one.value())))
            .toList(),
        of(service.caBundle()));
  }
}
