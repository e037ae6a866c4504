package dev.kyverdict.model;

import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The variables of a policy: which Kyverno lets in, and where. */
final class VariableChecks {

  private static final Pattern ANY = Pattern.compile("\\{\\{[^{}]*\\}\\}");

  private static final Pattern OF_USER =
      Pattern.compile(
          "[^.](serviceAccountName|serviceAccountNamespace|request.userInfo|request.roles"
              + "|request.clusterRoles)\\b");

  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

  private VariableChecks() {}

  /** Whether anything in the policy is a variable. */
  static boolean hasAny(KyvernoPolicy policy) {
    return Stream.concat(
            TreeText.of(metadata(policy.metadata())),
            policy.spec().rules().stream().flatMap(rule -> TreeText.of(RuleTree.of(rule))))
        .anyMatch(leaf -> !Braces.in(leaf.text()).isEmpty());
  }

  /** The variables of one rule. */
  static void ofRule(Where where, Rule rule, boolean background, Consumer<Problem> report) {
    forbidden(where.at("match"), RuleTree.match(rule.match()), report);
    forbidden(where.at("exclude"), RuleTree.match(rule.exclude()), report);
    ObjectNode tree = RuleTree.of(rule);
    outsideLoops(where, tree, report);
    ReferenceChecks.of(where, tree, report);
    if (rule.action() instanceof Mutate mutate && !mutate.targets().isEmpty()) {
      allowed(
          where,
          RuleTree.ofTargets(rule, mutate),
          AllowedVariables.ofRuleContext(rule, background),
          report);
    }
    allowed(
        where, withoutAttestationConditions(tree), AllowedVariables.of(rule, background), report);
  }

  private static void forbidden(Where where, JsonNode tree, Consumer<Problem> report) {
    TreeText.of(tree)
        .filter(leaf -> ANY.matcher(leaf.text()).find())
        .map(
            leaf ->
                at(where, leaf)
                    .error(
                        "variable-in-match",
                        "holds a variable, " + leaf.text(),
                        "compare it in preconditions instead"))
        .forEach(report);
  }

  private static void outsideLoops(Where where, JsonNode tree, Consumer<Problem> report) {
    TreeText.of(tree)
        .filter(leaf -> !leaf.path().contains("/foreach/"))
        .flatMap(
            leaf ->
                Braces.in(leaf.text()).stream()
                    .filter(variable -> variable.text().startsWith("element"))
                    .map(
                        variable ->
                            at(where, leaf)
                                .error(
                                    "element-outside-foreach",
                                    braces(variable) + " has no foreach around it",
                                    "move it into a foreach, or rename the context entry")))
        .forEach(report);
  }

  /** Conditions of attestations name what is attested, and keys beside any and all are dropped. */
  private static JsonNode withoutAttestationConditions(ObjectNode tree) {
    ObjectNode copy = tree.deepCopy();
    for (JsonNode image : copy.path("verifyImages")) {
      for (JsonNode attestation : image.path("attestations")) {
        if (attestation instanceof ObjectNode node) {
          node.remove("conditions");
        }
      }
      if (image.path("validate").path("deny").path("conditions") instanceof ObjectNode conditions) {
        conditions.retain("any", "all");
      }
    }
    return copy;
  }

  /** Reports what a tree names without being allowed to. */
  static void allowed(
      Where where, JsonNode tree, AllowedVariables allowed, Consumer<Problem> report) {
    TreeText.of(tree)
        .flatMap(
            leaf ->
                Braces.inAllRounds(leaf.text()).stream()
                    .flatMap(variable -> complaint(at(where, leaf), variable, allowed)))
        .forEach(report);
  }

  private static Stream<Problem> complaint(
      Where where, Braces.Variable variable, AllowedVariables allowed) {
    if (variable.isBehindBrokenCharacter()) {
      return Stream.of(
          where.error(
              "variable-behind-non-ascii",
              braces(variable)
                  + " stands directly behind '"
                  + variable.before()
                  + "', whose bytes"
                  + " Kyverno tears apart",
              "put an ASCII character between them"));
    }
    if (variable.text().isEmpty()) {
      return Stream.of(
          where.error("variable-empty", "{{ }} names nothing", "name a value or remove it"));
    }
    if (variable.text().equals("@") || allowed.allows(variable.text())) {
      return Stream.empty();
    }
    return Stream.of(
        where.error(
            "variable-not-allowed",
            braces(variable) + " is neither built in nor a context entry",
            "load it with a context entry" + loaded(allowed) + ", or begin at request.object"));
  }

  private static String loaded(AllowedVariables allowed) {
    return allowed.names().isEmpty() ? "" : " (loaded: " + allowed.names() + ")";
  }

  private static String braces(Braces.Variable variable) {
    return "{{ " + variable.text() + " }}";
  }

  /** Values that a rule uses without loading them, or before; Kyverno itself refuses only some. */
  static List<Problem> forwardReferences(Where where, Rule rule) {
    return LoadingChecks.of(where, rule);
  }

  /** Variables about the user, who is unknown when existing objects are scanned. */
  static void ofUser(KyvernoPolicy policy, Consumer<Problem> report) {
    ofUser(Where.document(policy).at("metadata"), metadata(policy.metadata()), report);
    List<Rule> rules = policy.spec().rules();
    for (int i = 0; i < rules.size(); i++) {
      ofUser(Where.rule(rules.get(i), i), RuleTree.of(rules.get(i)), report);
    }
  }

  private static void ofUser(Where where, JsonNode tree, Consumer<Problem> report) {
    TreeText.of(tree)
        .flatMap(
            leaf ->
                Braces.in(leaf.text()).stream()
                    .filter(variable -> OF_USER.matcher(variable.braces()).find())
                    .map(
                        variable ->
                            at(where, leaf)
                                .error(
                                    "background-user-variable",
                                    braces(variable) + " is unknown in background scans",
                                    "set background to false")))
        .forEach(report);
  }

  private static ObjectNode metadata(Metadata metadata) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode().put("name", metadata.name());
    RuleTree.putText(tree, "namespace", metadata.namespace());
    ObjectNode labels = tree.putObject("labels");
    metadata.labels().forEach(labels::put);
    ObjectNode annotations = tree.putObject("annotations");
    metadata.annotations().forEach(annotations::put);
    annotations.remove(LAST_APPLIED);
    tree.setAll(metadata.other());
    return tree;
  }

  private static Where at(Where where, TreeText leaf) {
    return where.at(leaf.way().toArray(String[]::new));
  }
}
