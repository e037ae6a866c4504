package dev.kyverdict.model;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** One rule: its name, and that its parts fit together. */
final class RuleChecks {

  private static final int LONGEST_NAME = 63;

  private final KyvernoPolicy policy;
  private final Where where;
  private final Rule rule;
  private final Consumer<Problem> report;

  RuleChecks(KyvernoPolicy policy, int index, Consumer<Problem> report) {
    this.policy = policy;
    this.rule = policy.spec().rules().get(index);
    this.where = Where.rule(rule, index);
    this.report = report;
  }

  void run() {
    boolean namespaced = policy instanceof Policy;
    boolean background = policy.spec().background();
    name();
    MatchChecks.of(where.at("match"), rule.match(), namespaced, report);
    MatchChecks.of(where.at("exclude"), rule.exclude(), namespaced, report);
    MatchChecks.needsKinds(where.at("match"), rule.match(), report);
    KindChecks.of(where, rule, background, report);
    ConflictChecks.of(where, rule, report);
    ContextChecks.of(where.at("context"), rule, namespaced, report);
    rule.preconditions()
        .ifPresent(value -> ConditionChecks.ofRule(where.at("preconditions"), value, report));
    imageExtractors();
    celPreconditions();
    action();
    // An update that is scanned over existing objects is bound by the rules of background scans.
    boolean scanned = background || PolicyChecks.changesExistingOnUpdate(policy);
    if (scanned) {
      MatchChecks.withoutUsers(where.at("match"), rule.match(), report);
      MatchChecks.withoutUsers(where.at("exclude"), rule.exclude(), report);
    }
    VariableChecks.ofRule(where, rule, scanned, report);
  }

  private void name() {
    String name = rule.name();
    if (name.codePointCount(0, name.length()) > LONGEST_NAME) {
      report.accept(
          where
              .at("name")
              .error(
                  "rule-name-length",
                  "has more than " + LONGEST_NAME + " characters",
                  "shorten it"));
    }
  }

  static Problem withoutAction(Where where) {
    return where.error(
        "rule-without-action",
        "does nothing",
        "give the rule one of mutate, generate, validate, verifyImages");
  }

  private void imageExtractors() {
    if (rule.imageExtractors().isEmpty()) {
      return;
    }
    Where at = where.at("imageExtractors");
    if (!(rule.action() instanceof Action.VerifyImages(var images))) {
      report.accept(
          at.error(
              "image-extractors-unused",
              "only verifyImages asks for images",
              "remove imageExtractors"));
    } else if (images.valueStream().anyMatch(VerifyImagesChecks::mutatesDigest)
        && haveJmesPath(rule.imageExtractors().get())) {
      report.accept(
          at.error(
              "image-extractors-change-text",
              "a jmesPath hides where the digest belongs",
              "set mutateDigest to false, or remove jmesPath"));
    }
  }

  private static boolean haveJmesPath(JsonNode extractors) {
    return extractors
        .valueStream()
        .flatMap(JsonNode::valueStream)
        .anyMatch(extractor -> !extractor.path("jmesPath").asString("").isEmpty());
  }

  private void celPreconditions() {
    boolean allowed =
        switch (rule.action()) {
          case Validate validate -> validate.check() instanceof Validate.Cel;
          case Generate generate -> false;
          case Mutate mutate ->
              mutate.patch() instanceof Mutate.ForEachPatch(var loops) && !loops.isEmpty();
          case Action.VerifyImages verify -> true;
        };
    if (!allowed && !rule.celPreconditions().isEmpty()) {
      report.accept(
          where
              .at("celPreconditions")
              .error(
                  "cel-preconditions-without-cel",
                  "belong to validate.cel",
                  "write them as preconditions"));
    }
  }

  private void action() {
    Optional<String> namespace =
        policy instanceof Policy ? policy.metadata().namespace() : Optional.empty();
    switch (rule.action()) {
      case Mutate mutate -> MutateChecks.of(where.at("mutate"), mutate, namespace, report);
      case Generate generate -> {
        GenerateChecks.of(where.at("generate"), generate, namespace, report);
        GenerateChecks.notItsOwnKind(where.at("generate"), rule.match(), generate, report);
      }
      case Validate validate -> {
        ValidateChecks.of(where.at("validate"), validate, report);
        overrides(validate.failureActionOverrides());
      }
      case Action.VerifyImages(var images) ->
          VerifyImagesChecks.of(
              where.at("verifyImages"),
              images,
              !policy.spec().validationFailureAction().endsWith("nforce"),
              report);
    }
  }

  private void overrides(List<Spec.FailureActionOverride> overrides) {
    if (policy instanceof ClusterPolicy) {
      OverrideChecks.of(where.at("validate", "failureActionOverrides"), overrides, report);
    }
  }
}
