package dev.kyverdict.engine.autogen;

import dev.kyverdict.model.Action;
import dev.kyverdict.model.Conditions;
import dev.kyverdict.model.Match;
import dev.kyverdict.model.Match.Filter;
import dev.kyverdict.model.Rule;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What becomes of a rule for Pods ({@code pkg/autogen/v1/rule.go}). */
final class PodRule {

  private static final Pattern VERSION = Pattern.compile("v[0-9]((alpha|beta)[0-9])?|\\*");
  private static final String CRON_JOB = "CronJob";
  private static final String ALL = "all";
  private static final int LONGEST_NAME = 63;
  private static final Set<String> PLAIN =
      Set.of(
          "DaemonSet", "Deployment", "Job", "StatefulSet", "ReplicaSet", "ReplicationController");
  private static final Map<String, String> FULL_NAMES =
      Map.of(
          "DaemonSet",
          "apps/v1/DaemonSet",
          "Deployment",
          "apps/v1/Deployment",
          "Job",
          "batch/v1/Job",
          "StatefulSet",
          "apps/v1/StatefulSet",
          "ReplicaSet",
          "apps/v1/ReplicaSet",
          "ReplicationController",
          "v1/ReplicationController",
          CRON_JOB,
          "batch/v1/CronJob",
          "Pod",
          "v1/Pod");

  private PodRule() {}

  static boolean isDerived(Rule rule) {
    return rule.name().startsWith("autogen-");
  }

  /** Whether one of the kinds is a Pod or a subresource of one ({@code pkg/utils/kube/kind.go}). */
  static boolean namesPod(List<String> kinds) {
    return kinds.stream().anyMatch(kind -> plainKind(kind).equals("Pod"));
  }

  private static String plainKind(String kind) {
    String[] parts = kind.split("/", -1);
    boolean version = VERSION.matcher(parts[0]).matches();
    String named =
        switch (parts.length) {
          case 1 -> parts[0].replaceFirst("\\.", "/");
          case 2 -> version ? parts[1].replaceFirst("\\.", "/") : kind;
          case 3 -> version ? parts[1] + "/" + parts[2] : parts[2].replaceFirst("\\.", "/");
          case 4 -> parts[2] + "/" + parts[3];
          default -> "";
        };
    int slash = named.indexOf('/');
    return slash >= 0 && slash == named.lastIndexOf('/') ? named.substring(0, slash) : named;
  }

  /** The rule for all controllers but CronJob. */
  static Optional<Rule> forControllers(Rule rule, String controllers) {
    if (isDerived(rule) || controllers.isEmpty() || !isAboutPods(rule)) {
      return Optional.empty();
    }
    return derived(
        rule,
        name("autogen", rule),
        Wrapping.TEMPLATE,
        fullNames(known(controllers)),
        filter -> namesPod(filter.resources().kinds()));
  }

  /** The rule for CronJobs: it is made of the one for the others, and names every filter's kind. */
  static Optional<Rule> forCronJob(Rule rule, String controllers) {
    return controllers.contains(CRON_JOB) || controllers.contains(ALL)
        ? forControllers(rule, controllers)
            .flatMap(
                other ->
                    derived(
                        other,
                        name("autogen-cronjob", rule),
                        Wrapping.JOB_TEMPLATE,
                        fullNames(List.of(CRON_JOB)),
                        filter -> true))
        : Optional.empty();
  }

  private static boolean isAboutPods(Rule rule) {
    List<String> excluded = kinds(rule.exclude());
    return namesPod(kinds(rule.match())) && (excluded.isEmpty() || namesPod(excluded));
  }

  private static List<String> kinds(Match match) {
    return Stream.of(List.of(match.direct()), match.all(), match.any())
        .flatMap(List::stream)
        .flatMap(filter -> filter.resources().kinds().stream())
        .toList();
  }

  /** Where none of the names is a controller's, all of them are taken as they are. */
  private static List<String> known(String controllers) {
    List<String> names =
        controllers.equals(ALL) ? List.copyOf(PLAIN) : List.of(controllers.split(",", -1));
    List<String> known = names.stream().filter(PLAIN::contains).toList();
    return (known.isEmpty() ? names : known).stream().sorted().toList();
  }

  private static List<String> fullNames(List<String> kinds) {
    return kinds.stream().map(kind -> FULL_NAMES.getOrDefault(kind, kind)).toList();
  }

  private static String name(String prefix, Rule rule) {
    byte[] name = (prefix + "-" + rule.name()).getBytes(StandardCharsets.UTF_8);
    return new String(name, 0, Math.min(name.length, LONGEST_NAME), StandardCharsets.UTF_8);
  }

  private static Optional<Rule> derived(
      Rule rule, String name, Wrapping wrapping, List<String> kinds, Predicate<Filter> replaced) {
    Optional<Action> action = wrapping.wrap(rule.action());
    return action.map(
        value ->
            new Rule(
                name,
                match(rule.match(), kinds, replaced, true),
                match(rule.exclude(), kinds, replaced, false),
                Optional.empty(),
                rule.context(),
                rule.preconditions().filter(conditions -> !saysNothing(conditions)),
                rule.celPreconditions(),
                value,
                rule.skipBackgroundRequests(),
                rule.reportProperties()));
  }

  private static boolean saysNothing(Conditions conditions) {
    return switch (conditions) {
      case Conditions.Listed(var list) -> list.isEmpty();
      case Conditions.AnyAll(var any, var all) -> any.isEmpty() && all.isEmpty();
    };
  }

  private static Match match(
      Match match, List<String> kinds, Predicate<Filter> replaced, boolean always) {
    if (!match.any().isEmpty()) {
      return new Match(filters(match.any(), kinds, replaced), match.all(), match.direct());
    }
    if (!match.all().isEmpty()) {
      return new Match(match.any(), filters(match.all(), kinds, replaced), match.direct());
    }
    boolean direct = always || !match.direct().resources().kinds().isEmpty();
    return direct ? new Match(match.any(), match.all(), withKinds(match.direct(), kinds)) : match;
  }

  private static List<Filter> filters(
      List<Filter> filters, List<String> kinds, Predicate<Filter> replaced) {
    return filters.stream()
        .map(filter -> replaced.test(filter) ? withKinds(filter, kinds) : filter)
        .toList();
  }

  private static Filter withKinds(Filter filter, List<String> kinds) {
    Match.Resources old = filter.resources();
    Match.Resources resources =
        new Match.Resources(
            kinds,
            old.name(),
            old.names(),
            old.namespaces(),
            old.annotations(),
            old.selector(),
            old.namespaceSelector(),
            old.operations());
    return new Filter(resources, filter.subjects(), filter.roles(), filter.clusterRoles());
  }
}
