package dev.kyverdict.engine.validate;

import dev.kyverdict.engine.RuleOutcome;
import dev.kyverdict.engine.UserInfo;
import dev.kyverdict.engine.conditions.CompiledConditions;
import dev.kyverdict.engine.context.PolicyContext;
import dev.kyverdict.engine.context.RuleHandler;
import dev.kyverdict.engine.match.Candidate;
import dev.kyverdict.engine.match.CompiledMatch;
import dev.kyverdict.model.Match.Operation;
import dev.kyverdict.model.Rule;
import dev.kyverdict.model.Validate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/**
 * A validate rule with a pattern, anyPattern, deny or foreach ({@code
 * handlers/validation/validate_resource.go}). On UPDATE, a violation that the old object has as
 * well is let through unless the rule says otherwise.
 */
public final class ValidateHandler implements RuleHandler {

  /** As whom Kyverno looks at the old object: nobody whom a rule could mean. */
  private static final UserInfo NOBODY =
      UserInfo.of("kyverno:kyverno-invalid-controller", "kyverno:invalidgroup")
          .withRoles("kyverno:invalidrole");

  private final CompiledCheck check;
  private final boolean hasPreconditions;
  private final CompiledMatch match;
  private final boolean looksAtOld;
  private final ViolationTexts texts;
  private final String namespace;

  private ValidateHandler(
      Rule rule, Validate validate, CompiledMatch match, boolean enforces, String namespace) {
    this.hasPreconditions = rule.preconditions().isPresent();
    this.check =
        CompiledCheck.of(validate.check(), rule.preconditions().map(CompiledConditions::of));
    this.match = match;
    this.looksAtOld = enforces && validate.allowExistingViolations();
    this.texts = new ViolationTexts(rule.name(), validate.message().orElse(""));
    this.namespace = namespace;
  }

  /**
   * Of a validate rule.
   *
   * @param enforces whether its own action, or else the policy's, is Enforce
   * @param namespace the namespace of a Policy, empty of a ClusterPolicy
   */
  public static ValidateHandler of(
      Rule rule, Validate validate, CompiledMatch match, boolean enforces, String namespace) {
    return new ValidateHandler(rule, validate, match, enforces, namespace);
  }

  @Override
  public Handled process(PolicyContext context, JsonNode resource) {
    Validation validation = new Validation(texts, check, namespace);
    RuleOutcome outcome = validation.check(context);
    if (looksAtOld && hasBoth(context) && context.operation() != Operation.UPDATE) {
      outcome = new RuleOutcome.Skipped("failed to validate old object");
    } else if (looksAtOld && hasBoth(context)) {
      RuleOutcome before = checkOld(validation, context);
      if (outcome instanceof RuleOutcome.Failed && before instanceof RuleOutcome.Failed) {
        outcome =
            new RuleOutcome.Skipped(
                "skipping the rule evaluation as pre-existing violations are allowed");
      }
    }
    return new Handled(resource, outcome);
  }

  /** Kyverno takes whatever has two objects for an update. */
  private static boolean hasBoth(PolicyContext context) {
    return !(context.newResource() instanceof NullNode)
        && !(context.oldResource() instanceof NullNode);
  }

  /** The same check as if the old object were created now. */
  private RuleOutcome checkOld(Validation validation, PolicyContext context) {
    JsonNode newResource = context.newResource();
    JsonNode oldResource = context.oldResource();
    context.setResources(NullNode.getInstance(), oldResource);
    context.setOperation(Operation.CREATE);
    try {
      return isConcerned(context, oldResource)
          ? validation.check(context)
          : new RuleOutcome.Skipped("resource not matched");
    } finally {
      context.setResources(oldResource, newResource);
      context.setOperation(Operation.UPDATE);
    }
  }

  /**
   * Whether the rule is about the old object. One with preconditions never is: Kyverno reads them
   * here in a form that it does not know ({@code handlers/validation/utils.go}, {@code
   * matchResource}), so that such a rule lets no violation through that was there before.
   */
  private boolean isConcerned(PolicyContext context, JsonNode oldResource) {
    return !hasPreconditions
        && match.holds(
            Candidate.of(context.request().asIfBy(NOBODY, oldResource), oldResource)
                .as(Operation.CREATE));
  }
}
