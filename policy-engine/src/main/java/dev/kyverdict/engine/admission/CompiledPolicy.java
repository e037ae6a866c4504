package dev.kyverdict.engine.admission;

import dev.kyverdict.engine.ObjectReader;
import dev.kyverdict.engine.autogen.Autogen;
import dev.kyverdict.engine.context.PolicyContext;
import dev.kyverdict.engine.generate.GenerateAction;
import dev.kyverdict.engine.generate.Made;
import dev.kyverdict.engine.match.ConfigFilters;
import dev.kyverdict.engine.match.Gate;
import dev.kyverdict.engine.match.GateResult;
import dev.kyverdict.engine.match.MatchConditions;
import dev.kyverdict.engine.match.cel.CelMatchConditions;
import dev.kyverdict.model.Action;
import dev.kyverdict.model.ClusterPolicy;
import dev.kyverdict.model.Generate;
import dev.kyverdict.model.KyvernoPolicy;
import dev.kyverdict.model.Mutate;
import dev.kyverdict.model.Policy;
import dev.kyverdict.model.Rule;
import dev.kyverdict.model.Spec;
import dev.kyverdict.model.Spec.FailurePolicy;
import dev.kyverdict.model.Spec.MatchCondition;
import dev.kyverdict.model.Spec.WebhookConfiguration;
import dev.kyverdict.model.Validate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** A policy whose expressions, templates and patterns are parsed. Immutable; may be shared. */
public final class CompiledPolicy {

  private final KyvernoPolicy policy;
  private final Gate gate;
  private final RuleCompiler compiler;
  private final List<CompiledRule> rules;
  private final Map<String, GenerateAction> generators;
  private final Set<Sort> sorts;
  private final Map<String, List<CompiledRule>> byKind = new ConcurrentHashMap<>();
  private final Map<List<Rule>, CompiledPolicy> parts = new ConcurrentHashMap<>();

  /** What rules do. */
  private enum Sort {
    MUTATES,
    MUTATES_EXISTING,
    VALIDATES,
    GENERATES,
    VERIFIES
  }

  private CompiledPolicy(KyvernoPolicy policy, Gate gate, RuleCompiler compiler) {
    this.policy = policy;
    this.gate = gate;
    this.compiler = compiler;
    this.rules = compiler.compile(Autogen.rules(policy));
    this.generators = compiler.generators(policy.spec().rules());
    this.sorts =
        policy.spec().rules().stream()
            .map(rule -> sort(rule.action()))
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Sort.class)));
  }

  private static Sort sort(Action action) {
    return switch (action) {
      case Mutate mutate -> mutate.targets().isEmpty() ? Sort.MUTATES : Sort.MUTATES_EXISTING;
      case Validate validate -> Sort.VALIDATES;
      case Generate generate -> Sort.GENERATES;
      case Action.VerifyImages verify -> Sort.VERIFIES;
    };
  }

  /** Compiles a policy for a Kyverno that filters in this way. */
  static CompiledPolicy of(KyvernoPolicy policy, ConfigFilters filters) {
    return new CompiledPolicy(
        policy,
        Gate.of(policy, filters, conditions(matchConditions(policy))),
        new RuleCompiler(policy));
  }

  private static List<MatchCondition> matchConditions(KyvernoPolicy policy) {
    return policy
        .spec()
        .webhookConfiguration()
        .map(WebhookConfiguration::matchConditions)
        .orElse(List.of());
  }

  /** Makes match conditions ready; without any, nothing of CEL is touched. */
  static MatchConditions conditions(List<MatchCondition> conditions) {
    return conditions.isEmpty() ? MatchConditions.NONE : CelMatchConditions.of(conditions);
  }

  /** The policy. */
  public KyvernoPolicy policy() {
    return policy;
  }

  /** The namespace of a Policy; empty of a ClusterPolicy. */
  String namespace() {
    return compiler.namespace();
  }

  /** Its rules, the derived ones too. */
  List<CompiledRule> rules() {
    return rules;
  }

  /** Its rules with those derived for one kind. */
  List<CompiledRule> rulesFor(String kind) {
    return byKind.computeIfAbsent(kind, name -> compiler.compile(Autogen.rules(policy, name)));
  }

  /** Why the policy does not look at the request at all; empty when it does. */
  Optional<String> gate(PolicyContext context) {
    return gate.test(context.request()) instanceof GateResult.Closed(var cause, var text)
        ? Optional.of(text)
        : Optional.empty();
  }

  /** The same policy with some of its rules. Kyverno derives the others anew from those. */
  CompiledPolicy part(List<Rule> some) {
    if (some.equals(policy.spec().rules())) {
      return this;
    }
    return parts.computeIfAbsent(
        some, chosen -> new CompiledPolicy(withRules(chosen), gate, compiler));
  }

  private KyvernoPolicy withRules(List<Rule> chosen) {
    Spec spec = policy.spec().withRules(chosen);
    return switch (policy) {
      case ClusterPolicy cluster -> new ClusterPolicy(cluster.metadata(), spec);
      case Policy namespaced -> new Policy(namespaced.metadata(), spec);
    };
  }

  /** The same policy under another failure policy. */
  CompiledPolicy under(FailurePolicy failurePolicy) {
    if (failurePolicy() == failurePolicy) {
      return this;
    }
    Spec spec = policy.spec();
    WebhookConfiguration webhook =
        spec.webhookConfiguration()
            .orElse(new WebhookConfiguration(Optional.empty(), Optional.empty(), List.of()));
    Spec forced =
        spec.withWebhook(
            new WebhookConfiguration(
                Optional.of(failurePolicy), webhook.timeoutSeconds(), webhook.matchConditions()));
    KyvernoPolicy changed =
        switch (policy) {
          case ClusterPolicy cluster -> new ClusterPolicy(cluster.metadata(), forced);
          case Policy namespaced -> new Policy(namespaced.metadata(), forced);
        };
    return new CompiledPolicy(changed, gate, compiler);
  }

  FailurePolicy failurePolicy() {
    return policy.spec().effectiveFailurePolicy();
  }

  boolean hasOwnWebhook() {
    return policy.spec().hasOwnWebhook();
  }

  boolean mutates() {
    return sorts.contains(Sort.MUTATES);
  }

  boolean mutatesExisting() {
    return sorts.contains(Sort.MUTATES_EXISTING);
  }

  boolean validates() {
    return sorts.contains(Sort.VALIDATES);
  }

  boolean generates() {
    return sorts.contains(Sort.GENERATES);
  }

  /** What a generate rule makes of the trigger that the context is about. */
  Generated generate(
      String rule, PolicyContext context, ObjectReader objects, List<JsonNode> before) {
    String name = policy.metadata().name();
    GenerateAction generator = generators.get(rule);
    if (generator == null) {
      throw new IllegalArgumentException(rule + ": is no generate rule of " + name);
    }
    Made made = generator.make(context, objects, before);
    return new Generated(name, rule, made.created(), made.updated(), made.error());
  }

  /** The part of the policy that looks at requests of the background controller itself. */
  Optional<CompiledPolicy> forBackgroundAccount() {
    List<Rule> kept = new ArrayList<>(policy.spec().rules());
    kept.removeIf(Rule::skipBackgroundRequests);
    return kept.isEmpty() ? Optional.empty() : Optional.of(part(kept));
  }
}
