package dev.kyverdict.engine.generate;

import dev.kyverdict.engine.ObjectReader;
import dev.kyverdict.engine.ResourceKind;
import dev.kyverdict.engine.generate.RefusedException.Reason;
import dev.kyverdict.engine.match.LabelSelectors;
import dev.kyverdict.model.Selector;
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

/** Writes nothing: it remembers what would be made, and shows it to what is made later. */
final class Plan implements Yard {

  private final ObjectReader objects;
  private final Map<String, JsonNode> before = new HashMap<>();
  private final Map<String, JsonNode> made = new LinkedHashMap<>();
  private final List<JsonNode> updated = new ArrayList<>();

  Plan(ObjectReader objects, List<JsonNode> before) {
    this.objects = objects;
    before.forEach(object -> this.before.put(Target.ofObject(object).toString(), object));
  }

  List<JsonNode> created() {
    return List.copyOf(made.values());
  }

  List<JsonNode> updated() {
    return List.copyOf(updated);
  }

  /** Without a namespace Kyverno asks for an object of the cluster, whatever the kind. */
  @Override
  public JsonNode get(Target target) {
    JsonNode here = made.getOrDefault(target.toString(), before.get(target.toString()));
    Optional<JsonNode> found =
        here != null
            ? Optional.of(here)
            : objects.object(target.apiVersion(), target.kind(), target.namespace(), target.name());
    return found
        .filter(
            object ->
                !target.namespace().isEmpty() || Target.ofObject(object).namespace().isEmpty())
        .orElseThrow(
            () ->
                new RefusedException(
                    Reason.NOT_FOUND,
                    "%s \"%s\" not found".formatted(resource(target), target.name())));
  }

  /** The objects of a kind, sorted by name, with those that the rules have made by now. */
  @Override
  public List<JsonNode> list(
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
                        selector.get(), Sources.texts(object.path("metadata").path("labels"))))
        .forEach(object -> all.put(Target.ofObject(object).toString(), object));
    return all.values().stream()
        .sorted(Comparator.comparing(object -> Target.ofObject(object).name(), GoStrings::compare))
        .toList();
  }

  @Override
  public boolean appliesServerSide() {
    return false;
  }

  @Override
  public void tag(JsonNode source) {
    // a plan changes nothing
  }

  @Override
  public void create(JsonNode object) {
    made.put(Target.ofObject(object).toString(), object);
  }

  @Override
  public void update(JsonNode object) {
    String target = Target.ofObject(object).toString();
    if (made.containsKey(target)) {
      made.put(target, object);
    } else {
      updated.add(object);
    }
  }

  /** {@code configmaps}, {@code widgets.example.com}. */
  private static String resource(Target target) {
    ResourceKind kind = ResourceKind.of(target.apiVersion(), target.kind());
    return kind.group().isEmpty() ? kind.plural() : kind.plural() + "." + kind.group();
  }
}
