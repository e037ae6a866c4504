package dev.kyverdict.engine.policies;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.kyverdict.engine.EvaluationException;
import dev.kyverdict.engine.substitution.Template;
import dev.kyverdict.values.GoNumbers;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The variables of a policy: which may be used, and where ({@code ValidateVariables} in {@code
 * pkg/validation/policy/validate.go}, {@code background.go}).
 */
final class VariableCheck {

  private static final String FUNCTION = "([a-z_0-9]+\\()[^{}]";
  private static final String OF_IMAGES = "@|images|images\\.|image\\.";
  private static final Pattern USUAL =
      Pattern.compile(
          "request|serviceAccountName|serviceAccountNamespace|element|elementIndex|@|images|image|"
              + FUNCTION);
  private static final Pattern BACKGROUND =
      Pattern.compile("request\\.|element|elementIndex|" + OF_IMAGES + "|" + FUNCTION);
  private static final Pattern TARGET =
      Pattern.compile(
          "request\\.|serviceAccountName|serviceAccountNamespace|element|elementIndex|"
              + OF_IMAGES
              + "|target\\.|"
              + FUNCTION);
  private static final Pattern BACKGROUND_TARGET =
      Pattern.compile("request\\.|element|elementIndex|" + OF_IMAGES + "|target\\.|" + FUNCTION);

  private static final Pattern VARIABLE =
      Pattern.compile("(^|[^\\\\])(\\{\\{(?:\\{[^{}]*\\}|[^{}])*\\}\\})");
  private static final Pattern PLAIN = Pattern.compile("\\{\\{[^{}]*\\}\\}");
  private static final List<Pattern> OF_USER =
      List.of(
          Pattern.compile("[^\\.](serviceAccountName)\\b"),
          Pattern.compile("[^\\.](serviceAccountNamespace)\\b"),
          Pattern.compile("[^\\.](request.userInfo)\\b"),
          Pattern.compile("[^\\.](request.roles)\\b"),
          Pattern.compile("[^\\.](request.clusterRoles)\\b"));
  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

  private final PolicyDocument policy;

  private VariableCheck(PolicyDocument policy) {
    this.policy = policy;
  }

  /** What is looked at first of all. */
  static void check(PolicyDocument policy) {
    VariableCheck check = new VariableCheck(policy);
    boolean background = policy.isBackground();
    if (background) {
      String problem = check.ofUser(check.variables());
      if (!problem.isEmpty()) {
        throw new Refusal(
            "only select variables are allowed in background mode. Set spec.background=false to"
                + " disable background mode for this policy rule: "
                + problem
                + " ");
      }
    }
    try {
      check.rules(background);
    } catch (Refusal refusal) {
      throw new Refusal("policy contains invalid variables: " + refusal.text());
    }
  }

  /** What is looked at in addition when an update of the policy changes existing objects. */
  static void onUpdate(PolicyDocument policy) {
    VariableCheck check = new VariableCheck(policy);
    List<String> variables = check.variables();
    if (variables.isEmpty()) {
      return;
    }
    try {
      check.rules(true);
    } catch (Refusal refusal) {
      throw new Refusal("update event, policy contains invalid variables: " + refusal.text());
    }
    String problem = check.ofUser(variables);
    if (!problem.isEmpty()) {
      throw new Refusal(
          "only select variables are allowed in on policy update. Set"
              + " spec.mutateExistingOnPolicyUpdate=false to disable update policy mode for this"
              + " policy rule: "
              + problem
              + " ");
    }
  }

  /** Whether there is a variable in a text. */
  static boolean isIn(String text) {
    return VARIABLE.matcher(text).find();
  }

  /** The variables in the text of the whole policy. */
  private List<String> variables() {
    ObjectNode tree = policy.tree();
    if (tree.path("metadata").path("annotations").has(LAST_APPLIED)) {
      tree = tree.deepCopy();
      ((ObjectNode) tree.path("metadata").path("annotations")).put(LAST_APPLIED, "");
    }
    List<String> found = new ArrayList<>();
    Matcher matcher = VARIABLE.matcher(GoEncoder.text(tree, "Policy"));
    while (matcher.find()) {
      found.add(matcher.group(2));
    }
    return found;
  }

  private String ofUser(List<String> variables) {
    for (int i = 0; i < policy.rules().size(); i++) {
      String place = UserPlaces.in(policy.rules().get(i));
      if (!place.isEmpty()) {
        return "invalid variable used at path: spec/rules[" + i + "]/" + place;
      }
    }
    if (policy.written().valueStream().anyMatch(RuleFacts::mutatesExisting)) {
      return "";
    }
    for (String variable : variables) {
      if (OF_USER.stream().anyMatch(banned -> banned.matcher(variable).find())) {
        return "variable " + variable + " is not allowed";
      }
    }
    return "";
  }

  private void rules(boolean background) {
    for (JsonNode rule : policy.rules()) {
      forbidden(rule);
      boolean targets = RuleFacts.mutatesExisting(rule);
      if (targets) {
        targets(rule, background);
      }
      try {
        substitute(
            withoutAttestationConditions(rule),
            new AllowedScope(names(background, targets), patterns(rule)));
      } catch (EvaluationException error) {
        throw new Refusal(
            "variable substitution failed for rule "
                + RuleFacts.name(rule)
                + ": "
                + AllowedScope.text(error));
      }
    }
  }

  private static Pattern names(boolean background, boolean target) {
    if (target) {
      return background ? BACKGROUND_TARGET : TARGET;
    }
    return background ? BACKGROUND : USUAL;
  }

  private static void substitute(JsonNode rule, AllowedScope scope) {
    Template.of(GoNumbers.floats(GoEncoder.tree(rule, "Rule"))).substitute(scope);
  }

  /** What names a target is looked at on its own: there nothing of the target is known yet. */
  private static void targets(JsonNode rule, boolean background) {
    ObjectNode alone = JsonNodeFactory.instance.objectNode();
    for (String part : List.of("context", "preconditions")) {
      if (rule.has(part)) {
        alone.set(part, rule.path(part));
      }
    }
    List<JsonNode> targets = rule.path("mutate").path("targets").valueStream().toList();
    ArrayNode names = alone.putObject("mutate").putArray("targets");
    targets.forEach(target -> names.addObject());
    AllowedScope scope = new AllowedScope(names(background, false), patterns(alone));
    for (int i = 0; i < targets.size(); i++) {
      for (String name : List.of("apiVersion", "kind", "namespace", "name", "uid")) {
        if (targets.get(i).has(name)) {
          ((ObjectNode) names.path(i)).set(name, targets.get(i).path(name));
        }
      }
      try {
        substitute(alone, scope);
      } catch (EvaluationException error) {
        throw new Refusal(
            "invalid variables defined at mutate.targets[" + i + "]: " + AllowedScope.text(error));
      }
    }
  }

  private static JsonNode withoutAttestationConditions(JsonNode rule) {
    if (!rule.has("verifyImages")) {
      return rule;
    }
    ObjectNode copy = (ObjectNode) rule.deepCopy();
    for (JsonNode image : copy.path("verifyImages")) {
      image.path("attestations").forEach(one -> ((ObjectNode) one).remove("conditions"));
    }
    return copy;
  }

  /** What the entries of a rule may be asked for. */
  private static List<String> patterns(JsonNode rule) {
    List<String> patterns = new ArrayList<>();
    entries(rule.path("context"), patterns);
    if (RuleFacts.validatesImages(rule)) {
      for (JsonNode image : rule.path("verifyImages")) {
        image
            .path("attestations")
            .forEach(one -> patterns.add(one.path("name").asString("") + "*"));
      }
    }
    rule.path("validate").path("foreach").forEach(loop -> entries(loop.path("context"), patterns));
    rule.path("mutate").path("foreach").forEach(loop -> entries(loop.path("context"), patterns));
    rule.path("mutate").path("targets").forEach(one -> entries(one.path("context"), patterns));
    rule.path("generate").path("foreach").forEach(loop -> entries(loop.path("context"), patterns));
    return patterns;
  }

  private static void entries(JsonNode context, List<String> patterns) {
    for (JsonNode entry : context) {
      String name = RuleFacts.name(entry);
      if (entry.has("apiCall")
          || entry.has("globalReference")
          || entry.has("imageRegistry")
          || entry.has("variable")) {
        patterns.add(name + "*");
      }
      if (entry.has("configMap")) {
        patterns.addAll(
            List.of(name + ".data", name + ".metadata", name + ".data.*", name + ".metadata.*"));
      }
    }
  }

  private static void forbidden(JsonNode rule) {
    String name = "rule \"" + RuleFacts.name(rule) + "\" should not have variables in ";
    JsonNode mutate = rule.path("mutate");
    if (PatchCheck.hasVariablePath(RuleFacts.text(mutate, "patchesJson6902"))) {
      throw new Refusal(name + "patchesJSON6902 path section");
    }
    if (rule.has("exclude") && isInBlock(rule.path("exclude"))) {
      throw new Refusal(name + "exclude section");
    }
    if (isInBlock(rule.path("match"))) {
      throw new Refusal(name + "match section");
    }
    for (JsonNode image : rule.path("verifyImages")) {
      List<String> references = new ArrayList<>(RuleFacts.texts(image.path("imageReferences")));
      references.add(RuleFacts.text(image, "image"));
      if (references.stream().anyMatch(VariableCheck::isIn)) {
        throw new Refusal(name + "image reference section");
      }
    }
  }

  private static boolean isInBlock(JsonNode block) {
    return PLAIN.matcher(GoEncoder.text(block, "MatchResources")).find();
  }
}
