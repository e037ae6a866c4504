package dev.kyverdict.engine.autogen;

import dev.kyverdict.model.Action;
import dev.kyverdict.model.Generate;
import dev.kyverdict.model.KyvernoPolicy;
import dev.kyverdict.model.Match;
import dev.kyverdict.model.Mutate;
import dev.kyverdict.model.Rule;
import dev.kyverdict.model.Spec;
import dev.kyverdict.model.Validate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Rules for Pods, and those that Kyverno derives of them for whatever makes Pods ({@code
 * pkg/autogen/v1/autogen.go}).
 */
public final class Autogen {

  /** The annotation that names the controllers, separated by commas, or says {@code none}. */
  public static final String ANNOTATION = "pod-policies.kyverno.io/autogen-controllers";

  private static final String NONE = "none";
  private static final Set<String> CONTROLLERS =
      Set.of(
          "DaemonSet",
          "Deployment",
          "Job",
          "StatefulSet",
          "ReplicaSet",
          "ReplicationController",
          "CronJob");

  private Autogen() {}

  /** All rules of a policy, as mutate and generate rules are looked at. */
  public static List<Rule> rules(KyvernoPolicy policy) {
    return rules(policy, "");
  }

  /**
   * The rules of a policy with those derived for one kind only, as validate rules are looked at;
   * the kind is that of the request. An empty kind means all.
   */
  public static List<Rule> rules(KyvernoPolicy policy, String kind) {
    List<Rule> written = policy.spec().rules();
    Set<String> controllers = controllers(policy);
    if (!kind.isEmpty() && !controllers.contains(kind)) {
      return written;
    }
    String names = kind.isEmpty() ? String.join(",", controllers) : kind;
    List<Rule> derived = names.equals(NONE) ? List.of() : derived(written, names);
    if (derived.isEmpty()) {
      return written;
    }
    List<Rule> rules = new ArrayList<>();
    written.stream().filter(rule -> !PodRule.isDerived(rule)).forEach(rules::add);
    rules.addAll(derived);
    return List.copyOf(rules);
  }

  /**
   * The controllers for which rules are derived, in the order of the alphabet and as the annotation
   * spells them; {@code none} alone where no rule is.
   */
  public static Set<String> controllers(KyvernoPolicy policy) {
    Set<String> controllers = new TreeSet<>();
    if (!isEligible(policy.spec())) {
      controllers.add(NONE);
    } else if (policy.metadata().annotations().containsKey(ANNOTATION)) {
      String names = policy.metadata().annotations().getOrDefault(ANNOTATION, "");
      controllers.addAll(List.of(names.split(",", -1)));
    } else {
      controllers.addAll(CONTROLLERS);
    }
    return controllers;
  }

  private static List<Rule> derived(List<Rule> written, String controllers) {
    List<Rule> derived = new ArrayList<>();
    for (Rule rule : written) {
      PodRule.forControllers(rule, withoutCronJob(controllers))
          .map(Replacements.TEMPLATE::apply)
          .ifPresent(derived::add);
      PodRule.forCronJob(rule, controllers)
          .map(Replacements.JOB_TEMPLATE::apply)
          .ifPresent(derived::add);
    }
    return derived;
  }

  private static String withoutCronJob(String controllers) {
    return String.join(
        ",",
        Stream.of(controllers.split(",", -1)).filter(name -> !name.equals("CronJob")).toList());
  }

  /** One rule that cannot be rewritten keeps all of them from it. */
  private static boolean isEligible(Spec spec) {
    return spec.rules().stream().allMatch(Autogen::isEligible)
        && spec.rules().stream()
            .flatMap(Autogen::resources)
            .flatMap(resources -> resources.kinds().stream())
            .anyMatch(kind -> kind.equals("Pod") || CONTROLLERS.contains(kind));
  }

  private static boolean isEligible(Rule rule) {
    boolean rewritable =
        switch (rule.action()) {
          case Generate generate -> false;
          case Mutate mutate -> !mutate.patch().isJsonPatch();
          case Validate validate -> true;
          case Action.VerifyImages verify -> true;
        };
    return rewritable && resources(rule).allMatch(Autogen::isEligible);
  }

  private static boolean isEligible(Match.Resources resources) {
    return resources.isWithoutNamesAndLabels()
        && (resources.kinds().size() < 2 || !PodRule.namesPod(resources.kinds()));
  }

  private static Stream<Match.Resources> resources(Rule rule) {
    return Stream.of(rule.match(), rule.exclude())
        .flatMap(match -> Stream.of(List.of(match.direct()), match.any(), match.all()))
        .flatMap(List::stream)
        .map(Match.Filter::resources);
  }
}
