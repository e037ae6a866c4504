package dev.kyverdict.engine.admission;

import dev.kyverdict.engine.AdmissionRequest;
import dev.kyverdict.engine.ClusterReader;
import dev.kyverdict.engine.KyvernoConfig;
import dev.kyverdict.engine.chance.Choices;
import dev.kyverdict.engine.match.ConfigFilters;
import dev.kyverdict.engine.match.HelmDefaults;
import dev.kyverdict.engine.match.Webhooks;
import dev.kyverdict.model.KyvernoPolicy;
import dev.kyverdict.model.Spec.FailurePolicy;
import dev.kyverdict.values.TreeLimits;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Decides as Kyverno does. May be shared between threads. The same request, policies, configuration
 * and answers give the same decision, always.
 */
public final class Engine {

  private final KyvernoVersion version;
  private final KyvernoConfig config;
  private final ConfigFilters filters;
  private final boolean behindApiServer;
  private volatile Webhook.Registered registered;

  private Engine(KyvernoVersion version, KyvernoConfig config, boolean behindApiServer) {
    this(
        version,
        config,
        ConfigFilters.of(config),
        behindApiServer,
        new Webhook.Registered(List.of(), Optional.empty()));
  }

  private Engine(
      KyvernoVersion version,
      KyvernoConfig config,
      ConfigFilters filters,
      boolean behindApiServer,
      Webhook.Registered registered) {
    this.version = version;
    this.config = config;
    this.filters = filters;
    this.behindApiServer = behindApiServer;
    this.registered = registered;
  }

  /** Kyverno alone: every request reaches it, set up in one way. */
  public static Engine of(KyvernoVersion version, KyvernoConfig config) {
    return new Engine(version, config, false);
  }

  /**
   * Kyverno behind an API server, which calls the webhooks that Kyverno registers and no others.
   * The labels of a request's namespace should hold {@code kubernetes.io/metadata.name}, as they do
   * in a cluster.
   */
  public static Engine behindApiServer(KyvernoVersion version, KyvernoConfig config) {
    return new Engine(version, config, true);
  }

  /** The newest supported version behind an API server, as its Helm chart installs it. */
  public static Engine newest() {
    return behindApiServer(
        KyvernoVersion.V1_19_1, KyvernoConfig.DEFAULT.withData(HelmDefaults.CONFIG));
  }

  /** As which version it decides. */
  public KyvernoVersion version() {
    return version;
  }

  /** How Kyverno is set up. */
  public KyvernoConfig config() {
    return config;
  }

  /** The same at another time. Policies that one of the two has compiled are good for both. */
  public Engine at(InstantSource clock) {
    return new Engine(version, config.withClock(clock), filters, behindApiServer, registered);
  }

  /** Makes a policy ready to be asked many times. */
  public CompiledPolicy compile(KyvernoPolicy policy) {
    return CompiledPolicy.of(policy, filters);
  }

  /** Decides about a request under one policy, which is compiled for the occasion. */
  public Decision admit(KyvernoPolicy policy, AdmissionRequest request, ClusterReader cluster) {
    return admit(List.of(compile(policy)), request, cluster);
  }

  /**
   * Decides about a request. Where Kyverno goes one of several ways by chance, the seed of the
   * configuration decides which; {@link Decision#choices} tells where that was.
   *
   * @throws IllegalArgumentException when an object is nested deeper than {@link
   *     TreeLimits#MAX_DEPTH} levels or holds a number out of range
   */
  public Decision admit(
      List<CompiledPolicy> policies, AdmissionRequest request, ClusterReader cluster) {
    return decide(policies, request, cluster, Choices.seeded(config.seed()));
  }

  private Decision decide(
      List<CompiledPolicy> policies,
      AdmissionRequest request,
      ClusterReader cluster,
      Choices choices) {
    TreeLimits.check("object", request.object());
    TreeLimits.check("oldObject", request.oldObject());
    return new Admission(config, filters, webhooks(policies), policies, request, cluster, choices)
        .decide();
  }

  /**
   * Everything that Kyverno may decide about a request, whatever the seed: it substitutes the
   * members of an object in a random order, takes any label that a wildcard of a pattern fits, and
   * asks mutate policies in any order.
   *
   * @param cluster gives each decision a cluster of its own, as calls may be counted in it
   * @throws IllegalArgumentException as {@link #admit}
   */
  public Outcomes outcomes(
      List<CompiledPolicy> policies, AdmissionRequest request, Supplier<ClusterReader> cluster) {
    return Outcomes.of(choices -> decide(policies, request, cluster.get(), choices));
  }

  private Optional<Webhooks> webhooks(List<CompiledPolicy> policies) {
    if (!behindApiServer) {
      return Optional.empty();
    }
    Webhook.Registered known = registered;
    if (!known.policies().equals(policies)) {
      known = register(policies);
      registered = known;
    }
    return known.apiServer();
  }

  /** The webhooks of policies, with an API server that calls them. */
  public Webhook.Registered register(List<CompiledPolicy> policies) {
    List<KyvernoPolicy> sources = policies.stream().map(CompiledPolicy::policy).toList();
    return new Webhook.Registered(
        policies, Optional.of(Webhooks.of(sources, config, CompiledPolicy::conditions)));
  }

  /** Why Kyverno lets a request pass before it looks at any policy; empty when it does not. */
  public Optional<String> passes(AdmissionRequest request) {
    return filters.passes(request);
  }

  /**
   * What Kyverno answers when a mutating webhook is called.
   *
   * @param registered what the API server knows
   * @param webhook one of those, with the policies that Kyverno knows by then
   * @throws IllegalArgumentException as {@link #admit}
   */
  public Webhook.Answer mutate(
      Webhook.Registered registered,
      Webhook webhook,
      AdmissionRequest request,
      ClusterReader cluster) {
    return call(registered, request, cluster).mutate(webhook);
  }

  /**
   * What Kyverno answers when a validating webhook is called, and what work it finds for the
   * background controller.
   *
   * @param registered what the API server knows
   * @param webhook one of those, with the policies that Kyverno knows by then
   * @throws IllegalArgumentException as {@link #admit}
   */
  public Webhook.Answer validate(
      Webhook.Registered registered,
      Webhook webhook,
      AdmissionRequest request,
      ClusterReader cluster) {
    return call(registered, request, cluster).validateAll(webhook);
  }

  private WebhookCall call(
      Webhook.Registered registered, AdmissionRequest request, ClusterReader cluster) {
    TreeLimits.check("object", request.object());
    TreeLimits.check("oldObject", request.oldObject());
    Choices choices = Choices.seeded(config.seed());
    return new WebhookCall(
        new WebhookCall.Scene(config, registered.apiServer(), cluster, choices, false), request);
  }

  /** Decides as if every policy had this failure policy. */
  public Decision admitUnder(
      FailurePolicy failurePolicy,
      List<CompiledPolicy> policies,
      AdmissionRequest request,
      ClusterReader cluster) {
    return admit(
        policies.stream().map(policy -> policy.under(failurePolicy)).toList(), request, cluster);
  }
}
