package dev.kyverdict.engine.match;

import dev.kyverdict.engine.AdmissionRequest;
import dev.kyverdict.engine.KyvernoConfig;
import dev.kyverdict.engine.match.Sighting.Cause;
import dev.kyverdict.engine.match.Sighting.NotSeen;
import dev.kyverdict.engine.match.Sighting.Seen;
import dev.kyverdict.model.KyvernoPolicy;
import dev.kyverdict.model.Match.Operation;
import dev.kyverdict.model.Rule;
import dev.kyverdict.model.Spec.MatchCondition;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The webhooks that Kyverno registers for a set of policies: one for those that fail, one for those
 * that are ignored, and one for each with match conditions. A request that another policy of the
 * same webhook registers reaches all whose kinds fit ({@code pkg/controllers/webhook}, {@code
 * pkg/policycache}). Kinds are compared as rules do; versions that the API server converts into
 * each other are not known here. Immutable.
 */
public final class Webhooks {

  private static final Sighting SEEN = new Seen();
  private static final String EXEMPT_GROUP = "admissionregistration.k8s.io";

  private final List<RegisteredPolicy> policies;
  private final WebhookSelectors selectors;

  private Webhooks(List<RegisteredPolicy> policies, WebhookSelectors selectors) {
    this.policies = policies;
    this.selectors = selectors;
  }

  /**
   * Of all policies of a cluster.
   *
   * @param conditions makes match conditions ready
   */
  public static Webhooks of(
      List<? extends KyvernoPolicy> policies,
      KyvernoConfig config,
      Function<List<MatchCondition>, MatchConditions> conditions) {
    WebhookSelectors selectors = WebhookSelectors.of(config);
    MatchConditions common = conditions.apply(selectors.conditions());
    return new Webhooks(
        policies.stream().map(policy -> RegisteredPolicy.of(policy, common, conditions)).toList(),
        selectors);
  }

  /** The operations that a rule registers, by kind as written. */
  public static Map<String, Set<Operation>> operations(Rule rule, Work work) {
    return Registration.ofRule(rule, work.mutating()).operations();
  }

  /**
   * Whether a request gets to a policy. What the policy's gate and its rules say comes after that.
   *
   * @param policy one of those given
   */
  public Sighting sees(KyvernoPolicy policy, Work work, AdmissionRequest request) {
    RegisteredPolicy registered =
        policies.stream()
            .filter(one -> one.isOf(policy))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("not one of the policies"));
    if (!policy.spec().admission()) {
      return new NotSeen(Cause.NO_ADMISSION, "the policy has admission: false");
    }
    if (policy.spec().rules().stream().noneMatch(rule -> work.isDoneBy(rule.action()))) {
      return new NotSeen(Cause.NO_RULE, "no rule of the policy is of this sort");
    }
    Sighting called = isCalled(registered, work, request);
    return called.seen() ? registered.isFound(work, request) : called;
  }

  private Sighting isCalled(RegisteredPolicy registered, Work work, AdmissionRequest request) {
    if (isExempt(request)) {
      return new NotSeen(Cause.EXEMPT, "the API server asks no webhook about " + kind(request));
    }
    Set<Operation> operations = EnumSet.noneOf(Operation.class);
    policies.stream()
        .filter(one -> one.shares(registered, work.mutating()))
        .forEach(one -> one.addOperations(work.mutating(), request, operations));
    if (operations.isEmpty()) {
      return new NotSeen(Cause.KIND, "no webhook is registered for " + kind(request));
    }
    if (!operations.contains(request.operation())) {
      return new NotSeen(
          Cause.OPERATION,
          "for " + kind(request) + " the webhook is registered for " + operations + " only");
    }
    if (work.mutating() && request.operation() == Operation.DELETE) {
      return new NotSeen(Cause.OPERATION, "the mutating webhook answers nothing on DELETE");
    }
    Sighting selected = isSelected(request);
    return selected.seen() ? registered.hold(request) : selected;
  }

  private Sighting isSelected(AdmissionRequest request) {
    if (!selectors.selectsNamespace(request)) {
      return new NotSeen(
          Cause.NAMESPACE_SELECTOR,
          "the webhooks' namespaceSelector in Kyverno's ConfigMap leaves the namespace out");
    }
    return selectors.selectsObject(request)
        ? SEEN
        : new NotSeen(
            Cause.OBJECT_SELECTOR,
            "the webhooks' objectSelector in Kyverno's ConfigMap leaves the object out");
  }

  private static boolean isExempt(AdmissionRequest request) {
    String kind = request.kind().kind();
    return request.kind().group().equals(EXEMPT_GROUP)
        && (kind.endsWith("WebhookConfiguration")
            || kind.endsWith("AdmissionPolicy")
            || kind.endsWith("AdmissionPolicyBinding"));
  }

  static String kind(AdmissionRequest request) {
    String subResource = request.subResource();
    return request.parent().kind() + (subResource.isEmpty() ? "" : "/" + subResource);
  }
}
