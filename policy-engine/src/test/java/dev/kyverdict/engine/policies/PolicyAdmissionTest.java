package dev.kyverdict.engine.policies;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class PolicyAdmissionTest {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final String MATCH =
      "'name':'r','match':{'any':[{'resources':{'kinds':['ConfigMap']}}]}";
  private static final String MUTATE =
      "'mutate':{'patchStrategicMerge':{'metadata':{'labels':{'x':'%s'}}}}";
  private static final String WRITTEN =
      "{'name':'r','match':{'any':[{'resources':{'kinds':['ConfigMap']}}],'resources':{}},";

  private static JsonNode policy(String rule, String spec) {
    String text =
        "{'apiVersion':'kyverno.io/v1','kind':'ClusterPolicy','metadata':{'name':'p'},'spec':{"
            + spec
            + "'rules':[{"
            + rule
            + "}]}}";
    return MAPPER.readTree(text.replace('\'', '"').replace('´', '\''));
  }

  private static PolicyVerdict judge(JsonNode policy) {
    return new PolicyAdmission(PolicyCluster.KUBERNETES)
        .judge(policy, Optional.empty(), Optional.empty());
  }

  private static String refusal(String rule) {
    return String.join("|", judge(policy(MATCH + "," + rule, "")).errors());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "{{ x.[ }}~ failed to resolve x.[ at path /mutate/patchStrategicMerge/metadata/labels/x:"
            + " invalid JMESPath query x.[: SyntaxError: Incomplete expression",
        "{{ a b }}~ failed to resolve a b at path /mutate/patchStrategicMerge/metadata/labels/x:"
            + " invalid JMESPath query a b: SyntaxError: Unexpected token at the end of the"
            + " expression: tUnquotedIdentifier",
        "{{ }}~ failed to resolve  at path /mutate/patchStrategicMerge/metadata/labels/x: invalid"
            + " query (nil)",
        "$(foo)~ got nil resolved variable $(foo) at path"
            + " /mutate/patchStrategicMerge/metadata/labels/x: <nil>",
        "{{ foo }}~ variable foo must match regex"
            + " \"request\\.|element|elementIndex|@|images|images\\.|image\\."
            + "|([a-z_0-9]+\\()[^{}]\""
            + " or patterns []",
      })
  void a_variable_is_refused_in_kyvernos_words(String text, String problem) {
    assertThat(refusal(MUTATE.formatted(text)))
        .isEqualTo(
            "policy contains invalid variables: variable substitution failed for rule r: "
                + problem);
  }

  @ParameterizedTest
  @CsvSource({"{{ request.name }}", "{{ to_string(`1`) }}", "\\{{ foo }}", "{{ image.x }}", "$()"})
  void a_variable_is_accepted(String text) {
    assertThat(refusal(MUTATE.formatted(text.replace("\\", "\\\\")))).isEmpty();
  }

  @Test
  void a_variable_of_the_user_is_refused_before_anything_else_with_background_scans() {
    String rule = MATCH + "," + MUTATE.formatted("{{ request.userInfo.username }}");
    assertThat(judge(policy(rule, "'webhookTimeoutSeconds':31,")).errors())
        .containsExactly(
            "only select variables are allowed in background mode. Set spec.background=false to"
                + " disable background mode for this policy rule: variable {{"
                + " request.userInfo.username }} is not allowed ");
    assertThat(judge(policy(rule, "'background':false,'webhookTimeoutSeconds':31,")).errors())
        .containsExactly(
            "spec.webhookTimeoutSeconds: Invalid value: 31: the timeout value must be between 1 and"
                + " 30 seconds");
  }

  @Test
  void a_rule_is_shown_as_go_writes_it() {
    assertThat(refusal("'validate':{'pattern':{'b':1,'a':'<'}},'mutate':{'targets':[]}"))
        .isEqualTo(
            ("spec.rules[0]: Invalid value: "
                        + WRITTEN
                        + "'mutate':{},'validate':{'allowExistingViolations':true,"
                        + "'pattern':{'a':'\\u003c','b':1}},'skipBackgroundRequests':true}: ")
                    .replace('\'', '"')
                + "Multiple operations defined in the rule 'r', only one operation"
                + " (mutate,validate,generate,verifyImages) is allowed per rule");
  }

  @Test
  void several_fields_are_refused_in_one_text() {
    assertThat(refusal("'generate':{'synchronize':true}"))
        .isEqualTo(
            "[spec.rules[0].kind: Forbidden: kind can not be empty, spec.rules[0].name: Forbidden:"
                + " name can not be empty, spec.rules[0].apiVersion: Forbidden: apiVersion can not"
                + " be empty]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "- op: add\\n  path: a\\n  value: 1| a",
        "- op: add\\n  path: /a| invalid operation {\"op\":\"add\",\"path\":\"/a\"}: failed to"
            + " decode ´value´: operation, missing value field: missing value",
        "- op: x\\n  path: /a| invalid operation {\"op\":\"x\",\"path\":\"/a\"}: unsupported"
            + " operation",
        "a: 1| json: cannot unmarshal object into Go value of type jsonpatch.Patch",
      })
  void a_json_patch_is_refused(String patch, String problem) {
    assertThat(refusal("'mutate':{'patchesJson6902':'" + patch + "'}"))
        .isEqualTo(
            "path must begin with a forward slash: spec.rules[0]: " + problem.replace('´', '\''));
  }

  @Test
  void a_number_among_labels_is_refused_and_elsewhere_not() {
    assertThat(refusal("'mutate':{'patchStrategicMerge':{'metadata':{'labels':{'x':1}}}}"))
        .startsWith("labels and annotations supports only string values");
    assertThat(refusal("'mutate':{'patchStrategicMerge':{'data':{'x':1}}}")).isEmpty();
  }

  @Test
  void what_is_deprecated_is_warned_of_in_order() {
    String condition = "{'key':'a','operator':'In','value':'b'}";
    String rule =
        MATCH + ",'validate':{'message':'m','deny':{'conditions':{'any':[" + condition + "]}}}";
    assertThat(judge(policy(rule, "'validationFailureAction':'enforce',")).warnings())
        .containsExactly(
            "spec.validationFailureAction: Validation failure actions enforce/audit are deprecated,"
                + " use Enforce/Audit instead.",
            "Operator In has been deprecated and will be removed soon. Use these instead:"
                + " [\"AllIn\" \"AnyIn\"]");
  }

  @Test
  void a_value_of_another_type_cannot_be_decoded() {
    PolicyVerdict verdict = judge(policy(MATCH + ",'validate':{'message':1}", ""));
    assertThat(verdict.accepted()).isFalse();
    assertThat(verdict.decode())
        .contains(
            "json: cannot unmarshal number into Go struct field Validation.spec.rules.validate."
                + "message of type string");
    assertThat(verdict.schema().orElseThrow())
        .endsWith("spec.rules[0].validate.message in body must be of type string: \"integer\"");
  }

  @Test
  void the_schema_refuses_what_kyverno_accepts() {
    PolicyVerdict verdict =
        judge(policy(MATCH + "," + MUTATE.formatted("y") + ",'more':1", "'applyRules':'Two',"));
    assertThat(verdict.accepted()).isTrue();
    assertThat(verdict.admitted()).isFalse();
    assertThat(verdict.schema())
        .contains(
            "ClusterPolicy.kyverno.io \"p\" is invalid: spec.applyRules: Unsupported value:"
                + " \"Two\": supported values: \"All\", \"One\"");
    assertThat(verdict.unknownFields()).containsExactly("spec.rules[0].more");
  }

  @Test
  void an_update_of_a_generate_rule_may_change_its_data_alone() {
    JsonNode old = generated("n", "1");
    assertThat(update(generated("n", "2"), old).warnings()).isEmpty();
    assertThat(update(generated("m", "1"), old))
        .satisfies(verdict -> assertThat(verdict.accepted()).isTrue())
        .satisfies(
            verdict ->
                assertThat(verdict.warnings())
                    .containsExactly(
                        "no synchronization will be performed to the old target resource upon"
                            + " policy updates: changes in the generate rule pattern could result in stale"
                            + " targets"));
    JsonNode renamed = generated("n", "1");
    ((ObjectNode) renamed.path("spec").path("rules").path(0)).put("name", "other");
    assertThat(update(renamed, old).errors())
        .containsExactly(
            "changes of immutable fields of a rule spec in a generate rule is disallowed");
  }

  private static JsonNode generated(String name, String value) {
    return policy(
        MATCH
            + ",'generate':{'synchronize':true,'apiVersion':'v1','kind':'Secret','namespace':'n',"
            + "'name':'%s','data':{'data':{'k':'%s'}}}".formatted(name, value),
        "");
  }

  private static PolicyVerdict update(JsonNode policy, JsonNode old) {
    return new PolicyAdmission(PolicyCluster.KUBERNETES)
        .judge(policy, Optional.empty(), Optional.of(old));
  }

  @Test
  void the_cluster_tells_which_kinds_have_no_namespace() {
    JsonNode policy =
        policy(
            MATCH
                + ",'generate':{'apiVersion':'v1','kind':'Namespace','namespace':'n','name':'x',"
                + "'data':{}}",
            "");
    assertThat(judge(policy).errors())
        .containsExactly(
            "spec.rules[0].namespace: Forbidden: target namespace must not be set for a"
                + " cluster-wide resource");
    assertThat(
            new PolicyAdmission(PolicyCluster.OFFLINE)
                .judge(policy, Optional.empty(), Optional.empty())
                .accepted())
        .isTrue();
  }
}
