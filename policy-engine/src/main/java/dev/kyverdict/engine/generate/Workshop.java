package dev.kyverdict.engine.generate;

import dev.kyverdict.engine.EvaluationException;
import dev.kyverdict.engine.generate.RefusedException.Reason;
import dev.kyverdict.engine.validate.PatternResult;
import dev.kyverdict.engine.validate.Patterns;
import dev.kyverdict.values.GoNumbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes objects of substituted patterns: data, clone and cloneList. Everything is read before
 * anything is written ({@code generator.go}, {@code data.go}, {@code clone.go} in {@code
 * pkg/background/generate}).
 */
final class Workshop {

  /** What is to be done for one object. */
  private sealed interface Step {

    record Create(ObjectNode content, Target target) implements Step {}

    record Update(ObjectNode content, Target target) implements Step {}

    record Fail(EvaluationException why) implements Step {}
  }

  private final Yard yard;
  private final Origin origin;
  private final boolean synchronize;
  private final List<Target> created = new ArrayList<>();

  Workshop(Yard yard, Origin origin, boolean synchronize) {
    this.yard = yard;
    this.origin = origin;
    this.synchronize = synchronize;
  }

  /** What was created. */
  List<Target> created() {
    return List.copyOf(created);
  }

  void make(JsonNode pattern) {
    Target target = Target.of(pattern);
    for (Step step : steps(target, pattern)) {
      switch (step) {
        case Step.Create(var content, var what) -> create(content, what);
        case Step.Update(var content, var what) -> update(content, what);
        case Step.Fail(var why) -> throw why;
      }
    }
  }

  private List<Step> steps(Target target, JsonNode pattern) {
    JsonNode clone = pattern.path("clone");
    if (!clone.path("name").asString("").isEmpty()) {
      String namespace = clone.path("namespace").asString("");
      String name = clone.path("name").asString("");
      Target source = new Target(target.apiVersion(), target.kind(), namespace, name);
      return clone(source, target).stream().toList();
    }
    return pattern.path("cloneList").path("kinds").isEmpty()
        ? data(target, pattern.path("data")).stream().toList()
        : cloneAll(target, Sources.of(pattern.path("cloneList")));
  }

  /** Without data an object is made all the same: Kyverno's test for none never holds. */
  private Optional<Step> data(Target target, JsonNode data) {
    boolean nothing = data.isMissingNode() || data instanceof NullNode;
    JsonNode given = nothing ? JsonNodeFactory.instance.objectNode() : GoNumbers.integers(data);
    if (!(given instanceof ObjectNode content)) {
      throw new EvaluationException(
          "json: cannot unmarshal %s into Go value of type map[string]interface {}"
              .formatted(data.isArray() ? "array" : data.isString() ? "string" : "value"));
    }
    Optional<JsonNode> there = find(target);
    if (there.isEmpty()) {
      return Optional.of(new Step.Create(content, target));
    }
    return synchronize
        ? Optional.of(new Step.Update(Downstream.instead(content, there.get()), target))
        : Optional.empty();
  }

  private Optional<Step> clone(Target source, Target target) {
    if (source.namespace().equals(target.namespace()) && source.name().equals(target.name())) {
      return Optional.empty();
    }
    JsonNode found;
    try {
      found = yard.get(source);
    } catch (RefusedException refused) {
      return Optional.of(
          new Step.Fail(
              new EvaluationException(
                  "source resource %s not found: %s".formatted(target, refused.text()))));
    }
    yard.tag(found);
    ObjectNode copy = Downstream.copy(found, target);
    Optional<JsonNode> there;
    try {
      there = find(target);
    } catch (RefusedException refused) {
      return Optional.of(
          new Step.Fail(
              new EvaluationException(
                  "failed to get target resource %s: %s".formatted(target, refused.text()))));
    }
    if (there.isEmpty()) {
      return Optional.of(new Step.Create(copy, target));
    }
    if (!yard.appliesServerSide()) {
      Downstream.adopt(copy, there.get());
      if (copy.equals(there.get())) {
        return Optional.empty();
      }
    }
    return Optional.of(new Step.Update(copy, target));
  }

  private List<Step> cloneAll(Target target, Sources sources) {
    List<Step> steps = new ArrayList<>();
    for (Sources.Kind kind : sources.kinds()) {
      try {
        for (JsonNode object :
            yard.list(kind.apiVersion(), kind.kind(), sources.namespace(), sources.selector())) {
          Target source = Target.ofObject(object);
          if (!source.namespace().equals(target.namespace())) {
            Target copy =
                new Target(source.apiVersion(), source.kind(), target.namespace(), source.name());
            clone(source, copy).ifPresent(steps::add);
          }
        }
      } catch (RefusedException refused) {
        String text =
            "failed to list source resource for cloneList %s %s/%s. %s"
                .formatted(kind.apiVersion(), kind.kind(), sources.namespace(), refused.text());
        steps.add(new Step.Fail(new EvaluationException(text)));
      }
    }
    return steps;
  }

  private Optional<JsonNode> find(Target target) {
    try {
      return Optional.of(yard.get(target));
    } catch (RefusedException refused) {
      if (refused.reason() == Reason.NOT_FOUND) {
        return Optional.empty();
      }
      throw refused;
    }
  }

  /** That somebody else was quicker does not matter. */
  private void create(ObjectNode content, Target target) {
    ObjectNode object = Downstream.of(content, target, origin);
    Downstream.metadata(object).remove("resourceVersion");
    try {
      yard.create(object);
    } catch (RefusedException refused) {
      if (refused.reason() != Reason.ALREADY_EXISTS) {
        throw refused;
      }
    }
    created.add(target);
  }

  /** Nothing is written when each of the two matches the other as a pattern. */
  private void update(ObjectNode content, Target target) {
    ObjectNode object = Downstream.of(content, target, origin);
    JsonNode there;
    try {
      there = yard.get(target);
    } catch (RefusedException gone) {
      yard.create(object);
      created.add(target);
      return;
    }
    boolean same =
        Patterns.match(there, object) instanceof PatternResult.Matched
            && Patterns.match(object, there) instanceof PatternResult.Matched;
    if (synchronize && !same) {
      yard.update(object);
    }
  }
}
