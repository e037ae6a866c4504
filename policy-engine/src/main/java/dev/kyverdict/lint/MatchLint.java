package dev.kyverdict.lint;

import static dev.kyverdict.lint.LintId.Description.warning;

/** What can be wrong with what a rule matches. */
enum MatchLint implements LintId {
  SELECTOR_MATCHES_NOTHING(
      warning(
          "A filter that nothing can match.",
          "The rule never acts, and nothing says so.",
          "Repair the requirement that contradicts.")),
  KIND_UNKNOWN(
      warning(
          "A kind that looks like a misspelt one.",
          "Kyverno warns once, skips its other checks, and the rule never matches.",
          "Write the kind as Kubernetes does.")),
  FILTERED_BY_DEFAULT(
      warning(
          "A filter of kinds or namespaces that Kyverno's default `resourceFilters` " + "drop.",
          "No policy ever sees such objects, unless Kyverno's ConfigMap says " + "otherwise.",
          "Choose other namespaces or kinds, or change `resourceFilters` in Kyverno's"
              + " ConfigMap.")),
  EXCLUDE_COVERS_MATCH(
      warning(
          "`exclude` covers everything that `match` matches.",
          "The rule never acts.",
          "Narrow `exclude`."));

  private final Description description;

  MatchLint(Description description) {
    this.description = description;
  }

  @Override
  public Description description() {
    return description;
  }
}
