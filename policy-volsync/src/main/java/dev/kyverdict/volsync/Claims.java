package dev.kyverdict.volsync;

import static dev.kyverdict.dsl.Policies.any;
import static dev.kyverdict.dsl.Policies.resources;
import static dev.kyverdict.dsl.ResourceType.PERSISTENT_VOLUME_CLAIM;

import dev.kyverdict.model.ClusterPolicy;
import dev.kyverdict.model.Match;
import dev.kyverdict.model.Match.Operation;
import dev.kyverdict.model.Match.Resources;
import dev.kyverdict.model.Selector;
import dev.kyverdict.model.Spec;
import dev.kyverdict.model.Spec.FailurePolicy;
import dev.kyverdict.model.Spec.MatchCondition;
import dev.kyverdict.model.Spec.WebhookConfiguration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which claims the policies look at, and through which webhook. */
final class Claims {

  private Claims() {}

  /** The labelled claims at their creation; on UPDATE their source is immutable. */
  static Match atCreation(Settings settings) {
    return any(labelled(settings, settings.backups().labels()).operations(Operation.CREATE));
  }

  /**
   * The claims of one tier at any time: an operations list would keep generateExisting from
   * working, and every later update of a claim is another chance for a generation that failed.
   */
  static Match of(Settings settings, Settings.Tier tier) {
    return any(labelled(settings, List.of(tier.label())));
  }

  /**
   * Namespaces are left out in {@code match} and not in {@code exclude}: Kyverno lets a generate
   * rule's match change as long as nothing is synchronized, and never its exclude.
   */
  private static Resources labelled(Settings settings, List<String> labels) {
    Selector selector =
        labels.size() == 1
            ? Selector.label(Names.BACKUP, labels.get(0))
            : Selector.labelIn(Names.BACKUP, labels);
    Selector namespaces =
        new Selector(
            Map.of(),
            List.of(
                new Selector.Requirement(
                    "kubernetes.io/metadata.name", "NotIn", settings.excludedNamespaces())));
    return resources(PERSISTENT_VOLUME_CLAIM).selector(selector).namespaceSelector(namespaces);
  }

  /**
   * The policy behind a webhook of its own, which the API server calls for these claims only: while
   * Kyverno is down every other claim passes.
   */
  static ClusterPolicy narrow(ClusterPolicy policy, Settings settings, List<String> labels) {
    List<MatchCondition> conditions =
        List.of(
            // a deletion has no object, and a condition that errs denies the request under Fail
            new MatchCondition(
                "labelled-for-backup",
                "object != null && has(object.metadata.labels) && '%s' in object.metadata.labels && object.metadata.labels['%s'] in [%s]"
                    .formatted(Names.BACKUP, Names.BACKUP, quoted(labels))),
            new MatchCondition(
                "not-infrastructure",
                "!(request.namespace in [%s])".formatted(quoted(settings.excludedNamespaces()))));
    Spec spec =
        policy
            .spec()
            .withBackground(false)
            .withWebhook(
                new WebhookConfiguration(
                    Optional.of(FailurePolicy.FAIL), Optional.of(10), conditions));
    return policy.annotation(ArgoCd.SYNC_WAVE, ArgoCd.POLICIES).withSpec(spec);
  }

  private static String quoted(List<String> values) {
    return values.stream().map(value -> "'" + value + "'").collect(Collectors.joining(", "));
  }
}
