package dev.kyverdict.lint;

import static dev.kyverdict.lint.PolicyLint.FAILURE_POLICY_IGNORE;
import static dev.kyverdict.lint.PolicyLint.FAIL_BLOCKS_UNLABELLED;

import dev.kyverdict.model.Match.Filter;
import dev.kyverdict.model.Mutate;
import dev.kyverdict.model.Selector.Requirement;
import dev.kyverdict.model.Spec.FailurePolicy;
import dev.kyverdict.model.Spec.WebhookConfiguration;
import dev.kyverdict.model.Validate;
import dev.kyverdict.model.Validate.FailureAction;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What becomes of requests when Kyverno does not answer. */
final class Webhooks {

  static final Set<String> DATA =
      Set.of(
          "PersistentVolumeClaim",
          "PersistentVolume",
          "VolumeSnapshot",
          "ReplicationSource",
          "ReplicationDestination");

  private Webhooks() {}

  static void check(PolicyView view, Problems problems) {
    if (!view.policy().spec().admission()) {
      return;
    }
    if (view.policy().spec().effectiveFailurePolicy() == FailurePolicy.IGNORE) {
      view.rules().stream()
          .filter(Webhooks::decidesAboutData)
          .findFirst()
          .ifPresent(rule -> ignored(view, rule, problems));
    } else if (!view.policy().spec().hasOwnWebhook() && selectsByLabel(view)) {
      String pointer = pointer(view);
      problems.add(
          FAIL_BLOCKS_UNLABELLED,
          pointer,
          view.name() + ", " + Pointers.readable(pointer),
          "with Kyverno down every "
              + String.join(", ", kinds(view))
              + " is refused, also those that no rule selects",
          "add webhookConfiguration.matchConditions: has(object.metadata.labels) && '"
              + label(view)
              + "' in object.metadata.labels");
    }
  }

  private static boolean decidesAboutData(RuleView rule) {
    boolean decides =
        switch (rule.action()) {
          case Mutate mutate -> mutate.targets().isEmpty();
          case Validate validate -> enforces(rule, validate);
          default -> false;
        };
    return decides && Mutations.kinds(rule).stream().anyMatch(DATA::contains);
  }

  private static boolean enforces(RuleView rule, Validate validate) {
    return validate
        .failureAction()
        .map(action -> action == FailureAction.ENFORCE)
        .orElse(rule.policy().spec().validationFailureAction().equalsIgnoreCase("Enforce"));
  }

  private static void ignored(PolicyView view, RuleView rule, Problems problems) {
    String pointer =
        view.policy()
                .spec()
                .webhookConfiguration()
                .flatMap(WebhookConfiguration::failurePolicy)
                .isPresent()
            ? "/spec/webhookConfiguration/failurePolicy"
            : "/spec/failurePolicy";
    problems.add(
        FAILURE_POLICY_IGNORE,
        pointer,
        view.name() + ", " + Pointers.readable(pointer),
        "when Kyverno is down or errs, requests pass as if " + rule.name() + " were not there",
        "write Fail, with a narrow webhook");
  }

  private static boolean selectsByLabel(PolicyView view) {
    List<Filter> filters =
        view.rules().stream().flatMap(rule -> rule.rule().match().filters().stream()).toList();
    return !filters.isEmpty()
        && filters.stream()
            .allMatch(
                filter ->
                    filter.resources().selector().filter(Selectors::asksForLabels).isPresent());
  }

  private static String label(PolicyView view) {
    return view.rules().stream()
        .flatMap(rule -> rule.rule().match().filters().stream())
        .flatMap(filter -> filter.resources().selector().stream())
        .flatMap(
            selector ->
                Stream.concat(
                    selector.matchLabels().keySet().stream(),
                    selector.matchExpressions().stream().map(Requirement::key)))
        .findFirst()
        .orElse("label");
  }

  private static List<String> kinds(PolicyView view) {
    return view.rules().stream()
        .flatMap(rule -> rule.rule().match().filters().stream())
        .flatMap(filter -> filter.resources().kinds().stream())
        .map(Kinds::name)
        .distinct()
        .toList();
  }

  private static String pointer(PolicyView view) {
    return view.policy().spec().webhookConfiguration().isPresent()
        ? "/spec/webhookConfiguration"
        : "/spec";
  }
}
