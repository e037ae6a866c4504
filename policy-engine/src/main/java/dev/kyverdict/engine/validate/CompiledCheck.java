package dev.kyverdict.engine.validate;

import dev.kyverdict.engine.conditions.CompiledConditions;
import dev.kyverdict.engine.context.CompiledEntries;
import dev.kyverdict.engine.substitution.Query;
import dev.kyverdict.engine.substitution.Template;
import dev.kyverdict.model.Validate;
import dev.kyverdict.model.Validate.Check;
import dev.kyverdict.model.Validate.ForEach;
import dev.kyverdict.values.GoNumbers;
import java.util.List;
import java.util.Optional;

/**
 * What a validate rule, or one turn of its foreach, checks.
 *
 * @param context the entries that belong to the turn; none for the rule itself, whose entries are
 *     registered before
 * @param preconditions the preconditions; of the rule itself they are looked at a second time
 * @param test what is tested
 */
record CompiledCheck(
    CompiledEntries context, Optional<CompiledConditions> preconditions, Test test) {

  /** The ways to test. */
  sealed interface Test {
    /** {@code deny}. */
    record Deny(Optional<CompiledConditions> conditions) implements Test {}

    /** {@code pattern}. */
    record Pattern(Template pattern) implements Test {}

    /** {@code anyPattern}. */
    record AnyPattern(Template patterns) implements Test {}

    /** {@code foreach}. */
    record Loops(List<Loop> loops) implements Test {}

    /** Nothing; Kyverno says nothing then. */
    record Nothing() implements Test {}
  }

  /** A declaration of a foreach. */
  record Loop(Query list, Optional<Boolean> elementScope, CompiledCheck check) {}

  /** Of a rule. */
  static CompiledCheck of(Check check, Optional<CompiledConditions> preconditions) {
    return new CompiledCheck(CompiledEntries.NONE, preconditions, test(check));
  }

  private static Test test(Check check) {
    return switch (check) {
      case Validate.Deny(var conditions) -> new Test.Deny(conditions.map(CompiledConditions::of));
      case Validate.Pattern(var tree) -> new Test.Pattern(Template.of(GoNumbers.typed(tree)));
      case Validate.AnyPattern(var tree) -> new Test.AnyPattern(Template.of(GoNumbers.typed(tree)));
      case Validate.ForEachCheck(var loops) ->
          new Test.Loops(loops.stream().map(CompiledCheck::loop).toList());
      case Validate.NoCheck() -> new Test.Nothing();
      case Validate.PodSecurity security -> new Test.Nothing();
      case Validate.Cel cel -> new Test.Nothing();
      case Validate.Manifests manifests -> new Test.Nothing();
      case Validate.Assert assertion -> new Test.Nothing();
    };
  }

  private static Loop loop(ForEach loop) {
    return new Loop(
        Query.of(loop.list()),
        loop.elementScope(),
        new CompiledCheck(
            CompiledEntries.of(loop.context()),
            loop.preconditions().map(CompiledConditions::of),
            test(loop.check())));
  }
}
