package dev.kyverdict.lint;

import static dev.kyverdict.lint.GenerateLint.INIT_RACE;
import static dev.kyverdict.lint.MutateLint.MUTATES_VOLSYNC_JOBS;
import static dev.kyverdict.lint.PolicyLint.BACKUP_WITHOUT_RESTORE;
import static dev.kyverdict.lint.VolSyncLint.DANGLING_REFERENCE;

import dev.kyverdict.lint.Tree.Known;
import dev.kyverdict.lint.Write.How;
import dev.kyverdict.model.Match;
import dev.kyverdict.model.Mutate;
import dev.kyverdict.model.Selector;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Rules that must fit together: those that back up, those that restore, and VolSync itself. */
final class Pairings {

  private static final List<String> REFERENCE_NAME = List.of("spec", "dataSourceRef", "name");

  private static final Pattern VARIABLE =
      Pattern.compile("\\\\?\\{\\{.*?\\}\\}|" + Queries.PLACEHOLDER);

  private Pairings() {}

  static void check(ManifestSet set) {
    labels(set);
    set.rules().filter(Claims::restores).forEach(rule -> reference(set, rule));
    initialised(set);
    if (set.objects().stream().anyMatch(Movers::isMover)) {
      set.rules().forEach(rule -> jobs(set, rule));
    }
  }

  private static void labels(ManifestSet set) {
    List<RuleView> backups = set.rules().filter(Claims::backsUp).toList();
    List<RuleView> restores = set.rules().filter(Claims::restores).toList();
    Set<String> backedUp = selected(backups);
    Set<String> restored = selected(restores);
    if (backedUp.isEmpty() || restored.isEmpty()) {
      return;
    }
    missing(set, restores.getFirst(), backedUp, restored, "backed up and never restored");
    missing(set, backups.getFirst(), restored, backedUp, "restored and never backed up");
  }

  private static void missing(
      ManifestSet set, RuleView rule, Set<String> there, Set<String> here, String what) {
    Set<String> missing = new TreeSet<>(there);
    missing.removeAll(here);
    if (!missing.isEmpty()) {
      set.report(
          rule,
          BACKUP_WITHOUT_RESTORE,
          rule.pointer() + "/match",
          "claims with " + String.join(", ", missing) + " are " + what,
          "select the same labels in both");
    }
  }

  /** The labels that rules ask for, as {@code key=value}. */
  private static Set<String> selected(List<RuleView> rules) {
    return rules.stream()
        .flatMap(rule -> rule.rule().match().filters().stream())
        .flatMap(filter -> filter.resources().selector().stream())
        .flatMap(Pairings::selected)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Stream<String> selected(Selector selector) {
    return Stream.concat(
        selector.matchLabels().entrySet().stream()
            .map(label -> label.getKey() + "=" + label.getValue()),
        selector.matchExpressions().stream()
            .filter(asked -> asked.operator().equals("In"))
            .flatMap(asked -> asked.values().stream().map(value -> asked.key() + "=" + value)));
  }

  private static void reference(ManifestSet set, RuleView rule) {
    for (Write write : writes(rule)) {
      Optional<String> name =
          write.path().equals(REFERENCE_NAME) && write.how() != How.REMOVE
              ? Optional.of(write.value().asString(""))
              : Optional.empty();
      if (name.filter(text -> !isMade(set, text)).isPresent()) {
        set.report(
            rule,
            DANGLING_REFERENCE,
            write.pointer(),
            "nothing beside it makes a ReplicationDestination called " + name.get(),
            "use the name that the destinations have");
      }
    }
  }

  private static List<Write> writes(RuleView rule) {
    return rule.parts().patches().stream().flatMap(patch -> Write.of(patch).stream()).toList();
  }

  /** Whether something among the manifests makes a destination of that name, or may do so. */
  private static boolean isMade(ManifestSet set, String name) {
    String fixed = VARIABLE.matcher(name).replaceAll("");
    List<String> names = set.objects("ReplicationDestination").map(ObjectView::name).toList();
    List<String> scripts =
        set.objects("ConfigMap")
            .map(map -> map.tree().at("data"))
            .flatMap(
                data -> data instanceof Known(JsonNode files) ? files.valueStream() : Stream.of())
            .map(file -> file.asString(""))
            .filter(file -> file.contains("ReplicationDestination"))
            .toList();
    return fixed.isEmpty()
        || names.isEmpty() && scripts.isEmpty()
        || names.stream().anyMatch(made -> VARIABLE.matcher(made).replaceAll("").endsWith(fixed))
        || scripts.stream().anyMatch(script -> script.contains(fixed));
  }

  private static void initialised(ManifestSet set) {
    List<ObjectView> made = set.objects().stream().filter(Pairings::isForExisting).toList();
    boolean sources = made.stream().anyMatch(o -> o.kind().equals("ReplicationSource"));
    made.stream()
        .filter(object -> sources && object.kind().equals("ReplicationDestination"))
        .forEach(
            object ->
                set.report(
                    object,
                    INIT_RACE,
                    "",
                    "source and destination of existing claims both start at once and may both"
                        + " initialise the repository",
                    "make destinations only where a backup is known to exist"));
  }

  private static boolean isForExisting(ObjectView object) {
    return object.rule().filter(Generations::isForExisting).isPresent();
  }

  private static void jobs(ManifestSet set, RuleView rule) {
    Match exclude = rule.rule().exclude();
    boolean jobs =
        rule.action() instanceof Mutate
            && rule.rule().match().filters().stream()
                .map(Match.Filter::resources)
                .anyMatch(
                    resources ->
                        resources.kinds().stream().anyMatch(kind -> Kinds.mayBe(kind, "Job"))
                            && resources.selector().isEmpty()
                            && resources.namespaces().isEmpty());
    Optional<Write> write =
        writes(rule).stream()
            .filter(w -> w.touches(List.of("spec", "template", "spec")))
            .findFirst();
    if (jobs && exclude.isEmpty() && write.isPresent()) {
      set.report(
          rule,
          MUTATES_VOLSYNC_JOBS,
          write.get().pointer(),
          "it changes VolSync's Jobs too, which VolSync then deletes and makes again",
          "exclude the label app.kubernetes.io/created-by: volsync");
    }
  }
}
