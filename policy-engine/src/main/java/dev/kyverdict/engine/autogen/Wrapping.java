package dev.kyverdict.engine.autogen;

import dev.kyverdict.model.Action;
import dev.kyverdict.model.Generate;
import dev.kyverdict.model.Mutate;
import dev.kyverdict.model.Validate;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Puts what a rule says of a Pod below the key under which an object holds its Pod. */
enum Wrapping {
  /** {@code spec.template}. */
  TEMPLATE("template", "spec/template"),
  /** {@code spec.jobTemplate}, around what stands below {@code spec.template} already. */
  JOB_TEMPLATE("jobTemplate", "spec/jobTemplate/spec/template");

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final String key;
  private final String shift;

  Wrapping(String key, String shift) {
    this.key = key;
    this.shift = shift;
  }

  /** The action for the object; nothing where Kyverno derives none. */
  Optional<Action> wrap(Action action) {
    return switch (action) {
      case Mutate mutate -> patch(mutate.patch()).map(Mutate::of);
      case Generate generate -> Optional.empty();
      case Validate validate -> validate(validate);
      case Action.VerifyImages verify -> Optional.of(verify);
    };
  }

  private ObjectNode wrap(JsonNode tree) {
    ObjectNode wrapped = JSON.objectNode();
    wrapped.putObject("spec").set(key, tree);
    return wrapped;
  }

  /** Targets, the order of loops and loops inside loops are lost. */
  private Optional<Mutate.Patch> patch(Mutate.Patch patch) {
    return switch (patch) {
      case Mutate.StrategicMerge(var tree) -> Optional.of(new Mutate.StrategicMerge(wrap(tree)));
      case Mutate.ForEachPatch(var loops) when !loops.isEmpty() ->
          Optional.of(new Mutate.ForEachPatch(loops.stream().map(this::loop).toList()));
      case Mutate.ForEachPatch none -> Optional.empty();
      case Mutate.JsonPatch empty -> Optional.empty();
      case Mutate.NoPatch none -> Optional.empty();
    };
  }

  private Mutate.ForEach loop(Mutate.ForEach loop) {
    JsonNode tree =
        loop.patch() instanceof Mutate.StrategicMerge(var overlay) ? overlay : JSON.nullNode();
    return new Mutate.ForEach(
        loop.list(),
        Optional.empty(),
        loop.context(),
        loop.preconditions(),
        new Mutate.StrategicMerge(wrap(tree)));
  }

  private Optional<Action> validate(Validate validate) {
    return switch (validate.check()) {
      case Validate.Pattern(var tree) ->
          with(validate, "pattern", new Validate.Pattern(wrap(tree)));
      case Validate.Deny deny -> with(validate, "deny", deny);
      case Validate.PodSecurity security -> with(validate, "podSecurity", security);
      case Validate.AnyPattern(var trees) ->
          with(validate, "anyPattern", new Validate.AnyPattern(wrapEach(trees)));
      case Validate.ForEachCheck loops -> with(validate, "pattern", loops);
      case Validate.Cel cel -> Optional.of(validate);
      case Validate.Manifests manifests -> Optional.empty();
      case Validate.Assert assertion -> Optional.empty();
      case Validate.NoCheck none -> Optional.empty();
    };
  }

  private ArrayNode wrapEach(JsonNode trees) {
    ArrayNode wrapped = JSON.arrayNode();
    trees.values().forEach(tree -> wrapped.add(wrap(tree)));
    return wrapped;
  }

  private Optional<Action> with(Validate validate, String pivot, Validate.Check check) {
    return Optional.of(
        new Validate(
            validate.failureAction(),
            validate.failureActionOverrides(),
            validate.allowExistingViolations(),
            validate.message().map(text -> MessageReferences.shift(text, shift, pivot)),
            check));
  }
}
