package dev.kyverdict.lint;

import static dev.kyverdict.lint.MutateLint.OVERWRITES_DATA_SOURCE;
import static dev.kyverdict.lint.MutateLint.REMOVES_FOREIGN_DATA_SOURCE;
import static dev.kyverdict.lint.MutateLint.REMOVE_DATA_SOURCE_REF_ONLY;

import dev.kyverdict.lint.Write.How;
import dev.kyverdict.model.Mutate;
import java.util.List;
import java.util.Optional;

/** Rules that change where a claim gets its first data from. */
final class DataSources {

  private static final List<String> SOURCE = List.of("spec", "dataSource");

  private static final List<String> REFERENCE = List.of("spec", "dataSourceRef");

  private DataSources() {}

  static void check(RuleView rule, Problems problems) {
    if (!(rule.action() instanceof Mutate) || !isAboutClaims(rule)) {
      return;
    }
    List<Write> writes =
        rule.parts().patches().stream().flatMap(patch -> Write.of(patch).stream()).toList();
    Optional<Write> source = first(writes, SOURCE, How.REMOVE);
    Optional<Write> reference = first(writes, REFERENCE, How.REMOVE);
    Optional<Write> set = first(writes, REFERENCE, How.SET);
    if (set.isEmpty()) {
      removed(rule, source, reference, problems);
    } else if (!looksAtSource(rule)) {
      problems.add(
          OVERWRITES_DATA_SOURCE,
          set.get().pointer(),
          rule.at(set.get().pointer()),
          "it overwrites the source that a claim names itself",
          "write +(dataSourceRef), and preconditions that spec.dataSource and spec.dataSourceRef"
              + " are empty");
    }
  }

  private static void removed(
      RuleView rule, Optional<Write> source, Optional<Write> reference, Problems problems) {
    Optional<Write> any = source.or(() -> reference);
    if (any.isEmpty()) {
      return;
    }
    String pointer = any.get().pointer();
    if (source.isPresent() != reference.isPresent()) {
      String other = source.isPresent() ? "dataSourceRef" : "dataSource";
      problems.add(
          REMOVE_DATA_SOURCE_REF_ONLY,
          pointer,
          rule.at(pointer),
          "it removes "
              + any.get().readable()
              + " alone, and the API server copies spec."
              + other
              + " back",
          "remove spec." + other + " too");
    }
    if (!looksAtSource(rule)) {
      problems.add(
          REMOVES_FOREIGN_DATA_SOURCE,
          pointer,
          rule.at(pointer),
          "it removes the source of every claim, also of clones and of VolSync's own copies",
          "add preconditions on spec.dataSourceRef.kind and spec.dataSourceRef.name");
    }
  }

  static boolean isAboutClaims(RuleView rule) {
    return rule.rule().match().filters().stream()
        .flatMap(filter -> filter.resources().kinds().stream())
        .anyMatch(Kinds::isClaim);
  }

  private static Optional<Write> first(List<Write> writes, List<String> place, How how) {
    return writes.stream()
        .filter(write -> write.how() == how && write.path().size() >= place.size())
        .filter(write -> write.touches(place))
        .findFirst();
  }

  /** Whether a precondition or an anchor of the rule reads the source. */
  private static boolean looksAtSource(RuleView rule) {
    boolean condition =
        rule.queries().stream()
            .filter(query -> query.use() == Use.PRECONDITION || query.use() == Use.LOOK_UP)
            .anyMatch(query -> query.text().contains("dataSource"));
    boolean anchor =
        rule.parts().texts().stream()
            .filter(text -> text.use() == Use.PATCH)
            .anyMatch(text -> text.value().matches("<?\\(dataSource(Ref)?\\)"));
    return condition || anchor;
  }
}
