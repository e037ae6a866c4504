package dev.kyverdict.engine.policies;

import dev.kyverdict.engine.autogen.Autogen;
import dev.kyverdict.model.KyvernoPolicy;
import dev.kyverdict.model.Rule;
import dev.kyverdict.model.RuleTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A decoded policy.
 *
 * @param tree the policy
 * @param rules its rules, with those that are derived of them
 */
record PolicyDocument(ObjectNode tree, List<JsonNode> rules) {

  private static final Set<String> VERSIONS = Set.of("kyverno.io/v1", "kyverno.io/v2beta1");

  /**
   * Decodes a policy.
   *
   * @param model the same as a value; without it no rules are derived
   * @throws Refusal when it cannot be decoded
   */
  static PolicyDocument of(JsonNode document, Optional<KyvernoPolicy> model) {
    boolean known = VERSIONS.contains(document.path("apiVersion").asString(""));
    boolean older = OlderVersion.is(document);
    ObjectNode tree =
        GoDecoder.decode(older ? OlderVersion.pruned(document) : document, "Policy", known);
    if (older) {
      OlderVersion.withoutPresets(tree);
    }
    List<JsonNode> written = tree.path("spec").path("rules").valueStream().toList();
    return new PolicyDocument(
        tree, model.map(policy -> withDerived(policy, written)).orElse(written));
  }

  private static List<JsonNode> withDerived(KyvernoPolicy policy, List<JsonNode> written) {
    List<JsonNode> rules = new ArrayList<>();
    List<Rule> origins = policy.spec().rules();
    for (Rule rule : Autogen.rules(policy)) {
      int index = index(origins, rule);
      rules.add(index >= 0 && index < written.size() ? written.get(index) : derived(rule));
    }
    return List.copyOf(rules);
  }

  /** A derived rule; an empty list of patterns gets lost on the way. */
  private static JsonNode derived(Rule rule) {
    ObjectNode decoded = GoDecoder.decode(RuleTree.of(rule), "Rule", true);
    if (decoded.path("validate") instanceof ObjectNode validate
        && validate.path("anyPattern").isArray()
        && validate.path("anyPattern").isEmpty()) {
      validate.remove("anyPattern");
    }
    return decoded;
  }

  @SuppressWarnings("ReferenceEquality") // a derived rule may equal a written one
  private static int index(List<Rule> origins, Rule rule) {
    for (int i = 0; i < origins.size(); i++) {
      if (origins.get(i) == rule) {
        return i;
      }
    }
    return -1;
  }

  JsonNode spec() {
    return tree.path("spec");
  }

  /** The rules as they are written. */
  JsonNode written() {
    return spec().path("rules");
  }

  boolean isNamespaced() {
    return tree.path("kind").asString("").equals("Policy");
  }

  String namespace() {
    return tree.path("metadata").path("namespace").asString("");
  }

  JsonNode annotations() {
    return tree.path("metadata").path("annotations");
  }

  boolean isBackground() {
    return spec().path("background").asBoolean(true);
  }

  boolean isAdmission() {
    return spec().path("admission").asBoolean(true);
  }
}
