package dev.kyverdict.engine.admission;

import dev.kyverdict.engine.RuleOutcome;
import dev.kyverdict.engine.RuleType;
import dev.kyverdict.engine.conditions.CompiledConditions;
import dev.kyverdict.engine.context.CompiledEntries;
import dev.kyverdict.engine.context.RuleHandler;
import dev.kyverdict.engine.generate.GenerateAction;
import dev.kyverdict.engine.match.CompiledMatch;
import dev.kyverdict.engine.mutate.MutateForEach;
import dev.kyverdict.engine.mutate.MutateHandler;
import dev.kyverdict.engine.validate.ValidateHandler;
import dev.kyverdict.model.Action;
import dev.kyverdict.model.Generate;
import dev.kyverdict.model.KyvernoPolicy;
import dev.kyverdict.model.Mutate;
import dev.kyverdict.model.Policy;
import dev.kyverdict.model.Rule;
import dev.kyverdict.model.Validate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the rules of a policy ready to be asked. */
final class RuleCompiler {

  private final KyvernoPolicy policy;
  private final String namespace;

  RuleCompiler(KyvernoPolicy policy) {
    this.policy = policy;
    this.namespace =
        policy instanceof Policy namespaced ? namespaced.metadata().namespace().orElse("") : "";
  }

  List<CompiledRule> compile(List<Rule> rules) {
    return rules.stream().map(this::compile).toList();
  }

  private CompiledRule compile(Rule rule) {
    CompiledMatch match = CompiledMatch.of(rule.match(), rule.exclude(), namespace);
    return new CompiledRule(
        rule,
        type(rule.action()),
        match,
        CompiledEntries.of(rule.context()),
        rule.preconditions().map(CompiledConditions::of),
        handler(rule, match));
  }

  /** The generate rules among these, by name. */
  Map<String, GenerateAction> generators(List<Rule> rules) {
    Map<String, GenerateAction> generators = new HashMap<>();
    for (Rule rule : rules) {
      if (rule.action() instanceof Generate generate) {
        String name = policy.metadata().name();
        generators.putIfAbsent(rule.name(), GenerateAction.of(rule, generate, name, namespace));
      }
    }
    return Map.copyOf(generators);
  }

  String namespace() {
    return namespace;
  }

  private static RuleType type(Action action) {
    return switch (action) {
      case Mutate mutate -> RuleType.MUTATION;
      case Generate generate -> RuleType.GENERATION;
      case Validate validate -> RuleType.VALIDATION;
      case Action.VerifyImages verify -> RuleType.IMAGE_VERIFY;
    };
  }

  private Optional<RuleHandler> handler(Rule rule, CompiledMatch match) {
    return switch (rule.action()) {
      case Mutate mutate when !mutate.targets().isEmpty() -> Optional.empty();
      case Mutate(Mutate.ForEachPatch(var loops), var targets, var onUpdate) ->
          Optional.of(MutateForEach.of(loops, namespace));
      case Mutate mutate -> Optional.of(MutateHandler.of(rule));
      case Generate generate -> Optional.empty();
      case Validate validate -> Optional.of(handler(rule, validate, match));
      case Action.VerifyImages verify -> Optional.of(unsupported("verifyImages"));
    };
  }

  private RuleHandler handler(Rule rule, Validate validate, CompiledMatch match) {
    return switch (validate.check()) {
      case Validate.PodSecurity security -> unsupported("validate.podSecurity");
      case Validate.Cel cel -> unsupported("validate.cel");
      case Validate.Manifests manifests -> unsupported("validate.manifests");
      case Validate.Assert assertion -> unsupported("validate.assert");
      case Validate.Pattern pattern -> checks(rule, validate, match);
      case Validate.AnyPattern patterns -> checks(rule, validate, match);
      case Validate.Deny deny -> checks(rule, validate, match);
      case Validate.ForEachCheck loops -> checks(rule, validate, match);
      case Validate.NoCheck none -> checks(rule, validate, match);
    };
  }

  private RuleHandler checks(Rule rule, Validate validate, CompiledMatch match) {
    boolean enforces = FailureActions.enforces(FailureActions.action(policy.spec(), validate));
    return ValidateHandler.of(rule, validate, match, enforces, namespace);
  }

  private static RuleHandler unsupported(String what) {
    return (context, resource) ->
        new RuleHandler.Handled(
            resource, new RuleOutcome.NotSupported(what + " is not judged by this engine"));
  }
}
