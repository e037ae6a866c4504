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
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

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

  private final Map<PolicyName, RegisteredPolicy> policies;
  private final IdentityHashMap<KyvernoPolicy, RegisteredPolicy> known = new IdentityHashMap<>();
  private final Map<Place, List<SharedEntry>> shared;
  private final WebhookSelectors selectors;

  private Webhooks(List<RegisteredPolicy> policies, WebhookSelectors selectors) {
    this.policies =
        policies.stream()
            .collect(Collectors.toMap(one -> PolicyName.of(one.policy()), one -> one, (a, b) -> a));
    policies.forEach(one -> known.put(one.policy(), one));
    this.shared = shared(policies);
    this.selectors = selectors;
  }

  /** What tells policies apart. */
  private record PolicyName(String kind, Optional<String> namespace, String name) {

    static PolicyName of(KyvernoPolicy policy) {
      return new PolicyName(policy.kind(), policy.metadata().namespace(), policy.metadata().name());
    }
  }

  /** One of the webhooks that serve several policies. */
  private record Place(boolean ignored, boolean mutating) {}

  /** What policies register together. */
  private record SharedEntry(KindSelector kind, boolean ofPolicy, Set<Operation> operations) {}

  private static Map<Place, List<SharedEntry>> shared(List<RegisteredPolicy> policies) {
    Map<Place, List<SharedEntry>> shared = new HashMap<>();
    for (boolean mutating : new boolean[] {true, false}) {
      for (RegisteredPolicy policy : policies) {
        if (!policy.alone() && policy.isIn(mutating)) {
          List<SharedEntry> entries =
              shared.computeIfAbsent(
                  new Place(policy.ignored(), mutating), place -> new ArrayList<>());
          policy.entries(mutating).forEach(entry -> add(entries, entry, policy.isNamespaced()));
        }
      }
    }
    return shared;
  }

  private static void add(List<SharedEntry> entries, Registration.Entry entry, boolean ofPolicy) {
    for (SharedEntry there : entries) {
      if (there.ofPolicy() == ofPolicy && there.kind().equals(entry.kind())) {
        there.operations().addAll(entry.operations());
        return;
      }
    }
    Set<Operation> operations = EnumSet.noneOf(Operation.class);
    operations.addAll(entry.operations());
    entries.add(new SharedEntry(entry.kind(), ofPolicy, operations));
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
    return about(request).sees(policy, work);
  }

  /** The same about one request, for many policies. */
  public OneRequest about(AdmissionRequest request) {
    return new OneRequest(request);
  }

  /** A request, of which it is remembered which webhooks it gets to. */
  public final class OneRequest {

    private final AdmissionRequest request;
    private final Map<Place, Sighting> called = new HashMap<>();
    private final Map<Work, Sighting> unfound = new EnumMap<>(Work.class);

    private OneRequest(AdmissionRequest request) {
      this.request = request;
    }

    /** As {@link Webhooks#sees}. */
    public Sighting sees(KyvernoPolicy policy, Work work) {
      if (!policy.spec().admission()) {
        return new NotSeen(Cause.NO_ADMISSION, "the policy has admission: false");
      }
      RegisteredPolicy registered = registered(policy);
      if (!registered.does(work)) {
        return new NotSeen(Cause.NO_RULE, "no rule of the policy is of this sort");
      }
      Sighting calls = called(registered, work);
      return calls.seen() ? registered.isFound(work, request, () -> notFound(work)) : calls;
    }

    private Sighting notFound(Work work) {
      return unfound.computeIfAbsent(
          work, it -> new NotSeen(Cause.KIND, "no rule of this sort names " + kind(request)));
    }

    private Sighting called(RegisteredPolicy registered, Work work) {
      return registered.alone()
          ? isCalled(registered, work.mutating(), request)
          : called.computeIfAbsent(
              new Place(registered.ignored(), work.mutating()),
              place -> isCalled(registered, work.mutating(), request));
    }
  }

  /**
   * Whether the API server calls a webhook about a request, whichever policy finds work then.
   *
   * @param served the policies of the webhook, some of those given
   * @param mutating in the mutating configuration, or in the validating one
   */
  public Sighting calls(
      List<? extends KyvernoPolicy> served, boolean mutating, AdmissionRequest request) {
    return served.stream()
        .map(this::registered)
        .filter(one -> one.isIn(mutating))
        .findFirst()
        .map(one -> isCalled(one, mutating, request))
        .orElseGet(() -> new NotSeen(Cause.NO_RULE, "no rule of the webhook is of this sort"));
  }

  private RegisteredPolicy registered(KyvernoPolicy policy) {
    RegisteredPolicy same = known.get(policy);
    return same == null ? named(policy) : same;
  }

  private RegisteredPolicy named(KyvernoPolicy policy) {
    RegisteredPolicy registered = policies.get(PolicyName.of(policy));
    if (registered == null) {
      throw new IllegalArgumentException("not one of the policies");
    }
    return registered;
  }

  private Sighting isCalled(
      RegisteredPolicy registered, boolean mutating, AdmissionRequest request) {
    if (isExempt(request)) {
      return new NotSeen(Cause.EXEMPT, "the API server asks no webhook about " + kind(request));
    }
    Set<Operation> operations = EnumSet.noneOf(Operation.class);
    if (registered.alone()) {
      registered.addOperations(mutating, request, operations);
    } else {
      for (SharedEntry entry :
          shared.getOrDefault(new Place(registered.ignored(), mutating), List.of())) {
        if (Registration.isAbout(entry.kind(), request, entry.ofPolicy())) {
          operations.addAll(entry.operations());
        }
      }
    }
    if (operations.isEmpty()) {
      return new NotSeen(Cause.KIND, "no webhook is registered for " + kind(request));
    }
    if (!operations.contains(request.operation())) {
      return new NotSeen(
          Cause.OPERATION,
          "for " + kind(request) + " the webhook is registered for " + operations + " only");
    }
    if (mutating && request.operation() == Operation.DELETE) {
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
