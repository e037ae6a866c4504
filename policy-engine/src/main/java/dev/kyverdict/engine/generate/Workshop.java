package dev.kyverdict.engine.generate;

import dev.kyverdict.engine.EvaluationException;
import dev.kyverdict.engine.ObjectReader;
import dev.kyverdict.engine.ResourceKind;
import dev.kyverdict.engine.match.LabelSelectors;
import dev.kyverdict.engine.validate.PatternResult;
import dev.kyverdict.engine.validate.Patterns;
import dev.kyverdict.model.Selector;
import dev.kyverdict.values.GoNumbers;
import dev.kyverdict.values.GoStrings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes objects of substituted patterns, and remembers which: data, clone and cloneList. */
final class Workshop {

  private final ObjectReader objects;
  private final Origin origin;
  private final boolean synchronize;
  private final Map<String, JsonNode> before = new HashMap<>();
  private final Map<String, JsonNode> made = new LinkedHashMap<>();
  private final List<JsonNode> updated = new ArrayList<>();

  Workshop(ObjectReader objects, Origin origin, boolean synchronize, List<JsonNode> before) {
    this.objects = objects;
    before.forEach(object -> this.before.put(Target.ofObject(object).toString(), object));
    this.origin = origin;
    this.synchronize = synchronize;
  }

  List<JsonNode> created() {
    return List.copyOf(made.values());
  }

  List<JsonNode> updated() {
    return List.copyOf(updated);
  }

  void make(JsonNode pattern) {
    Target target = Target.of(pattern);
    if (!pattern.path("clone").path("name").asString("").isEmpty()) {
      cloneOne(target, pattern.path("clone"));
    } else if (!pattern.path("cloneList").path("kinds").isEmpty()) {
      cloneAll(target, pattern.path("cloneList"));
    } else {
      data(target, pattern.path("data"));
    }
  }

  /** Without data an object is made all the same: Kyverno's test for none never holds. */
  private void data(Target target, JsonNode data) {
    boolean nothing = data.isMissingNode() || data instanceof NullNode;
    JsonNode given = nothing ? JsonNodeFactory.instance.objectNode() : GoNumbers.integers(data);
    if (!(given instanceof ObjectNode content)) {
      throw new EvaluationException(
          "json: cannot unmarshal %s into Go value of type map[string]interface {}"
              .formatted(data.isArray() ? "array" : data.isString() ? "string" : "value"));
    }
    Optional<JsonNode> there = find(target);
    if (there.isEmpty()) {
      create(content, target);
    } else if (synchronize) {
      update(content, target, there.get());
    }
  }

  private void cloneOne(Target target, JsonNode clone) {
    Target source =
        new Target(
            target.apiVersion(),
            target.kind(),
            clone.path("namespace").asString(""),
            clone.path("name").asString(""));
    if (source.namespace().equals(target.namespace()) && source.name().equals(target.name())) {
      return;
    }
    Optional<JsonNode> there = source.namespace().isEmpty() ? exactly(source) : find(source);
    if (!(there.orElse(NullNode.getInstance()) instanceof ObjectNode found)) {
      throw new EvaluationException(
          "source resource %s not found: %s \"%s\" not found"
              .formatted(target, resource(source), source.name()));
    }
    copy(found, target);
  }

  private void cloneAll(Target target, JsonNode list) {
    String namespace = list.path("namespace").asString("");
    for (JsonNode kind : list.path("kinds")) {
      String text = kind.asString("");
      int slash = text.lastIndexOf('/');
      String apiVersion = slash < 0 ? "" : text.substring(0, slash);
      String name = text.substring(slash + 1);
      for (JsonNode source : there(apiVersion, name, namespace, selector(list))) {
        Target copy =
            new Target(
                source.path("apiVersion").asString(""),
                source.path("kind").asString(""),
                target.namespace(),
                source.path("metadata").path("name").asString(""));
        boolean itself =
            source.path("metadata").path("namespace").asString("").equals(target.namespace());
        if (!itself && source instanceof ObjectNode object) {
          copy(object, copy);
        }
      }
    }
  }

  private static Optional<Selector> selector(JsonNode list) {
    JsonNode selector = list.path("selector");
    Map<String, String> labels = texts(selector.path("matchLabels"));
    List<Selector.Requirement> requirements = new ArrayList<>();
    for (JsonNode expression : selector.path("matchExpressions")) {
      List<String> values = new ArrayList<>();
      expression.path("values").forEach(value -> values.add(value.asString("")));
      requirements.add(
          new Selector.Requirement(
              expression.path("key").asString(""),
              expression.path("operator").asString(""),
              values));
    }
    return selector.isObject() ? Optional.of(new Selector(labels, requirements)) : Optional.empty();
  }

  private static Map<String, String> texts(JsonNode object) {
    Map<String, String> texts = new LinkedHashMap<>();
    object.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asString("")));
    return texts;
  }

  private void copy(ObjectNode source, Target target) {
    ObjectNode copy = Downstream.copy(source, target);
    Optional<JsonNode> there = find(target);
    if (there.isEmpty()) {
      create(copy, target);
    } else {
      Downstream.adopt(copy, there.get());
      if (!copy.equals(there.get()) && synchronize) {
        update(copy, target, there.get());
      }
    }
  }

  private void create(ObjectNode content, Target target) {
    ObjectNode object = Downstream.of(content, target, origin);
    Downstream.metadata(object).remove("resourceVersion");
    made.put(target.toString(), object);
  }

  /** Nothing is written when each of the two matches the other as a pattern. */
  private void update(ObjectNode content, Target target, JsonNode there) {
    ObjectNode object = Downstream.of(content, target, origin);
    boolean same =
        Patterns.match(there, object) instanceof PatternResult.Matched
            && Patterns.match(object, there) instanceof PatternResult.Matched;
    if (same) {
      return;
    }
    if (made.containsKey(target.toString())) {
      made.put(target.toString(), object);
    } else {
      updated.add(object);
    }
  }

  /** Without a namespace Kyverno asks for an object of the cluster, whatever the kind. */
  private Optional<JsonNode> exactly(Target source) {
    return find(source)
        .filter(found -> found.path("metadata").path("namespace").asString("").isEmpty());
  }

  private Optional<JsonNode> find(Target target) {
    JsonNode here = made.getOrDefault(target.toString(), before.get(target.toString()));
    return here != null
        ? Optional.of(here)
        : objects.object(target.apiVersion(), target.kind(), target.namespace(), target.name());
  }

  /** The objects of a kind, sorted by name, with those that the rules have made by now. */
  private List<JsonNode> there(
      String apiVersion, String kind, String namespace, Optional<Selector> selector) {
    Map<String, JsonNode> all = new LinkedHashMap<>();
    objects
        .objects(apiVersion, kind, namespace, selector)
        .forEach(object -> all.put(Target.ofObject(object).toString(), object));
    Stream.concat(before.values().stream(), made.values().stream())
        .filter(object -> Target.ofObject(object).isOf(apiVersion, kind, namespace))
        .filter(
            object ->
                selector.isEmpty()
                    || LabelSelectors.matchesPlainly(
                        selector.get(), texts(object.path("metadata").path("labels"))))
        .forEach(object -> all.put(Target.ofObject(object).toString(), object));
    return all.values().stream()
        .sorted(Comparator.comparing(object -> Target.ofObject(object).name(), GoStrings::compare))
        .toList();
  }

  /** {@code configmaps}, {@code widgets.example.com}. */
  private static String resource(Target target) {
    ResourceKind kind = ResourceKind.of(target.apiVersion(), target.kind());
    return kind.group().isEmpty() ? kind.plural() : kind.plural() + "." + kind.group();
  }
}
