package dev.kyverdict.engine.autogen;

import dev.kyverdict.model.Action;
import dev.kyverdict.model.Conditions.AnyAll;
import dev.kyverdict.model.Generate;
import dev.kyverdict.model.Mutate;
import dev.kyverdict.model.Validate;
import java.util.List;
import java.util.Optional;

/**
 * The part of {@link RuleTexts} below {@code mutate}, {@code generate}, {@code validate} and {@code
 * verifyImages}.
 *
 * @param texts the part above
 */
record ActionTexts(RuleTexts texts) {

  Action of(Action action) {
    return switch (action) {
      case Mutate mutate -> mutate(mutate);
      case Generate generate -> generate(generate);
      case Validate validate -> validate(validate);
      case Action.VerifyImages(var tree) -> new Action.VerifyImages(texts.tree(tree));
    };
  }

  private Mutate mutate(Mutate mutate) {
    return new Mutate(
        patch(mutate.patch(), false),
        mutate.targets().stream().map(this::target).toList(),
        mutate.mutateExistingOnPolicyUpdate());
  }

  private Mutate.Target target(Mutate.Target target) {
    return new Mutate.Target(
        texts.of(target.apiVersion()),
        texts.of(target.kind()),
        texts.of(target.namespace()),
        texts.of(target.name()),
        texts.of(target.uid()),
        target.selector().map(texts::selector),
        texts.context(target.context()),
        target.preconditions().map(texts::conditions));
  }

  private Mutate.Patch patch(Mutate.Patch patch, boolean inner) {
    return switch (patch) {
      case Mutate.NoPatch none -> none;
      case Mutate.StrategicMerge(var tree) -> new Mutate.StrategicMerge(texts.tree(tree));
      case Mutate.JsonPatch(var text) -> new Mutate.JsonPatch(texts.of(text));
      case Mutate.ForEachPatch(var loops) ->
          new Mutate.ForEachPatch(loops.stream().map(loop -> loop(loop, inner)).toList());
    };
  }

  private Mutate.ForEach loop(Mutate.ForEach loop, boolean inner) {
    return new Mutate.ForEach(
        texts.of(loop.list()),
        loop.order(),
        texts.context(loop.context()),
        conditions(loop.preconditions(), inner),
        patch(loop.patch(), true));
  }

  /** Those of a loop inside a loop are read anew, and lose empty lists. */
  private Optional<AnyAll> conditions(Optional<AnyAll> conditions, boolean inner) {
    return conditions.map(value -> inner ? texts.anyAll(value) : texts.loopConditions(value));
  }

  private Generate generate(Generate generate) {
    return new Generate(
        generate.generateExisting(),
        generate.synchronize(),
        generate.orphanDownstreamOnPolicyDelete(),
        target(generate.target()),
        source(generate.source()));
  }

  private Generate.Target target(Generate.Target target) {
    return new Generate.Target(
        texts.of(target.apiVersion()),
        texts.of(target.kind()),
        texts.of(target.namespace()),
        texts.of(target.name()),
        texts.of(target.uid()));
  }

  private Generate.Source source(Generate.Source source) {
    return switch (source) {
      case Generate.NoSource none -> none;
      case Generate.Data(var tree) -> new Generate.Data(texts.tree(tree));
      case Generate.Clone(var namespace, var name) ->
          new Generate.Clone(texts.of(namespace), texts.of(name));
      case Generate.CloneList(var namespace, var kinds, var selector) ->
          new Generate.CloneList(
              texts.of(namespace), texts.of(kinds), selector.map(texts::selector));
      case Generate.ForEachSource(var loops) ->
          new Generate.ForEachSource(loops.stream().map(this::loop).toList());
    };
  }

  private Generate.ForEach loop(Generate.ForEach loop) {
    return new Generate.ForEach(
        texts.of(loop.list()),
        texts.context(loop.context()),
        conditions(loop.preconditions(), false),
        target(loop.target()),
        source(loop.source()));
  }

  private Validate validate(Validate validate) {
    return new Validate(
        validate.failureAction(),
        texts.overrides(validate.failureActionOverrides()),
        validate.allowExistingViolations(),
        texts.of(validate.message()),
        check(validate.check(), false));
  }

  private Validate.Check check(Validate.Check check, boolean inner) {
    return switch (check) {
      case Validate.NoCheck none -> none;
      case Validate.Pattern(var tree) -> new Validate.Pattern(texts.tree(tree));
      case Validate.AnyPattern(var tree) -> new Validate.AnyPattern(texts.tree(tree));
      case Validate.Deny(var conditions) -> new Validate.Deny(conditions.map(texts::conditions));
      case Validate.ForEachCheck(var loops) ->
          new Validate.ForEachCheck(loops.stream().map(loop -> loop(loop, inner)).toList());
      case Validate.PodSecurity security -> podSecurity(security);
      case Validate.Cel cel -> cel(cel);
      case Validate.Manifests(var tree) -> new Validate.Manifests(texts.tree(tree));
      case Validate.Assert(var tree) -> new Validate.Assert(texts.tree(tree));
    };
  }

  private Validate.ForEach loop(Validate.ForEach loop, boolean inner) {
    return new Validate.ForEach(
        texts.of(loop.list()),
        loop.elementScope(),
        texts.context(loop.context()),
        conditions(loop.preconditions(), inner),
        check(loop.check(), true));
  }

  private Validate.PodSecurity podSecurity(Validate.PodSecurity security) {
    return new Validate.PodSecurity(
        texts.of(security.level()),
        texts.of(security.version()),
        security.exclude().stream()
            .map(
                one ->
                    new Validate.PodSecurityExclude(
                        texts.of(one.controlName()),
                        texts.of(one.images()),
                        texts.of(one.restrictedField()),
                        texts.of(one.values())))
            .toList());
  }

  private Validate.Cel cel(Validate.Cel cel) {
    List<Validate.CelExpression> expressions =
        cel.expressions().stream()
            .map(
                one ->
                    new Validate.CelExpression(
                        texts.of(one.expression()),
                        texts.of(one.message()),
                        texts.of(one.messageExpression()),
                        texts.of(one.reason())))
            .toList();
    return new Validate.Cel(
        cel.generate(),
        cel.paramKind().map(texts::tree),
        cel.paramRef().map(texts::tree),
        texts.expressions(cel.variables()),
        expressions,
        cel.auditAnnotations().map(texts::tree));
  }
}
