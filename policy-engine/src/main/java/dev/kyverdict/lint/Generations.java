package dev.kyverdict.lint;

import static dev.kyverdict.lint.GenerateLint.CLONE_DEPENDS_ON_MOMENT;
import static dev.kyverdict.lint.GenerateLint.CLONE_LIST_EMPTY_SELECTOR;
import static dev.kyverdict.lint.GenerateLint.DESTINATION_SYNCHRONIZE;
import static dev.kyverdict.lint.GenerateLint.OPERATIONS_BREAK_SYNCHRONIZE;
import static dev.kyverdict.lint.GenerateLint.OPERATIONS_WITH_GENERATE_EXISTING;
import static dev.kyverdict.lint.GenerateLint.REPLACE_DELETES_GENERATED;
import static dev.kyverdict.lint.GenerateLint.SECRET_RULE_SYNCHRONIZE;

import dev.kyverdict.lint.RuleView.Generated;
import dev.kyverdict.model.ContextEntry;
import dev.kyverdict.model.ContextEntry.ApiCall;
import dev.kyverdict.model.ContextEntry.ConfigMap;
import dev.kyverdict.model.ContextEntry.Variable;
import dev.kyverdict.model.Generate;
import dev.kyverdict.model.Generate.Clone;
import dev.kyverdict.model.Generate.CloneList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Generate rules. */
final class Generations {

  private static final String SYNC_OPTIONS = "argocd.argoproj.io/sync-options";

  private static final Pattern REPLACING = Pattern.compile("\\b(Replace|Force)=true\\b");

  private static final Set<String> OF_CLAIMS =
      Set.of("PersistentVolumeClaim", "ReplicationSource", "ReplicationDestination");

  private Generations() {}

  static void check(RuleView rule, Problems problems) {
    if (!(rule.action() instanceof Generate generate)) {
      return;
    }
    String pointer = rule.pointer() + "/generate";
    boolean synchronize = generate.synchronize().orElse(false);
    operations(rule, synchronize, problems);
    if (synchronize) {
      replaced(rule, generate, pointer, problems);
    }
    for (Placed<Generated> placed : rule.parts().generated()) {
      if (synchronize) {
        synchronizedKind(rule, placed, problems);
      }
      source(rule, placed, problems);
    }
  }

  private static void operations(RuleView rule, boolean synchronize, Problems problems) {
    if (!Operations.areListed(rule)) {
      return;
    }
    String pointer = rule.pointer() + "/match";
    if (synchronize) {
      problems.add(
          OPERATIONS_BREAK_SYNCHRONIZE,
          pointer,
          rule.at(pointer),
          "with operations listed Kyverno synchronizes nothing",
          "leave operations out, or set synchronize: false");
    }
    if (isForExisting(rule)) {
      problems.add(
          OPERATIONS_WITH_GENERATE_EXISTING,
          pointer,
          rule.at(pointer),
          "with operations listed nothing is generated for objects that are there already",
          "leave operations out, or drop generateExisting");
    }
  }

  private static void replaced(
      RuleView rule, Generate generate, String pointer, Problems problems) {
    String options = rule.policy().metadata().annotations().getOrDefault(SYNC_OPTIONS, "");
    if (REPLACING.matcher(options).find()
        && !generate.orphanDownstreamOnPolicyDelete().orElse(false)) {
      problems.add(
          REPLACE_DELETES_GENERATED,
          pointer + "/synchronize",
          rule.at(pointer + "/synchronize"),
          "Argo CD replaces the policy (" + options + "), and all that it generated goes with it",
          "drop that sync option, or set orphanDownstreamOnPolicyDelete: true");
    }
  }

  private static void synchronizedKind(RuleView rule, Placed<Generated> placed, Problems problems) {
    String kind = placed.value().target().kind().orElse("");
    String pointer = rule.pointer() + "/generate/synchronize";
    if (Set.of("Secret", "ExternalSecret").contains(kind)
        && Mutations.kinds(rule).stream().anyMatch(OF_CLAIMS::contains)) {
      problems.add(
          SECRET_RULE_SYNCHRONIZE,
          pointer,
          rule.at(pointer),
          "the " + kind + " goes with the claim, and its destination can then no longer sync",
          "set synchronize: false");
    }
    if (kind.equals("ReplicationDestination")) {
      problems.add(
          DESTINATION_SYNCHRONIZE,
          pointer,
          rule.at(pointer),
          "Kyverno reverts every trigger that is patched into the destination",
          "set synchronize: false");
    }
  }

  private static void source(RuleView rule, Placed<Generated> placed, Problems problems) {
    String pointer = placed.pointer();
    switch (placed.value().source()) {
      case Clone clone -> namespace(rule, clone.namespace(), pointer + "/clone", problems);
      case CloneList list -> {
        namespace(rule, list.namespace(), pointer + "/cloneList", problems);
        if (list.selector()
            .filter(s -> s.matchLabels().isEmpty() && s.matchExpressions().isEmpty())
            .isPresent()) {
          problems.add(
              CLONE_LIST_EMPTY_SELECTOR,
              pointer + "/cloneList/selector",
              rule.at(pointer + "/cloneList/selector"),
              "an empty selector is sent as <none>, which does not parse",
              "leave the selector out");
        }
      }
      default -> computed(rule, placed, problems);
    }
  }

  private static void namespace(
      RuleView rule, Optional<String> namespace, String pointer, Problems problems) {
    if (namespace.filter(name -> name.contains("{{")).isPresent()) {
      moment(rule, pointer, "the source stands in the namespace of the trigger", problems);
    }
  }

  private static void computed(RuleView rule, Placed<Generated> placed, Problems problems) {
    String data = placed.pointer() + "/";
    for (Query query : rule.queries()) {
      if (query.use() == Use.GENERATED && query.pointer().startsWith(data)) {
        Optional<ContextEntry> entry = ofMoment(query.scope(), query.roots(), new HashSet<>());
        if (entry.isPresent()) {
          String name = entry.get().name();
          String why = "it is made of '" + name + "', which is read in the trigger's namespace";
          moment(rule, query.pointer(), why, problems);
          return;
        }
      }
    }
  }

  private static Optional<ContextEntry> ofMoment(Scope scope, Set<String> names, Set<String> seen) {
    for (String name : names) {
      Optional<ContextEntry> entry = seen.add(name) ? scope.entry(name) : Optional.empty();
      boolean direct =
          entry
              .filter(
                  known ->
                      switch (known) {
                        case ApiCall call ->
                            call.service().isEmpty()
                                && call.urlPath()
                                    .flatMap(UrlPath::of)
                                    .filter(UrlPath::isInVariableNamespace)
                                    .isPresent();
                        case ConfigMap map ->
                            map.namespace().filter(text -> text.contains("{{")).isPresent();
                        default -> false;
                      })
              .isPresent();
      Optional<ContextEntry> found =
          direct
              ? entry
              : entry.flatMap(known -> ofMoment(scope, Set.copyOf(reads(known, scope)), seen));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** The names of the entries that a variable entry is made of. */
  private static List<String> reads(ContextEntry entry, Scope scope) {
    String text =
        entry instanceof Variable variable
            ? variable.jmesPath().orElse("")
                + " "
                + variable.value().map(Object::toString).orElse("")
            : "";
    return scope.loaded().stream()
        .map(ContextEntry::name)
        .filter(name -> Pattern.compile("\\b" + Pattern.quote(name) + "\\b").matcher(text).find())
        .distinct()
        .toList();
  }

  private static void moment(RuleView rule, String pointer, String why, Problems problems) {
    problems.add(
        CLONE_DEPENDS_ON_MOMENT,
        pointer,
        rule.at(pointer),
        why
            + "; if it is not there at that moment the generation fails, and "
            + (isForExisting(rule)
                ? "is tried again with the next scan at the earliest"
                : "nothing makes up for it"),
        "generate something that retries by itself, such as an ExternalSecret");
  }

  /** Whether a rule generates for objects that are there before its policy. */
  static boolean isForExisting(RuleView rule) {
    return rule.action() instanceof Generate generate
        && generate
            .generateExisting()
            .or(() -> rule.policy().spec().generateExisting())
            .orElse(false);
  }
}
