package dev.kyverdict.dsl;

import dev.kyverdict.dsl.Template.Expr;
import dev.kyverdict.dsl.Template.Text;
import dev.kyverdict.model.ClusterPolicy;
import dev.kyverdict.model.Conditions;
import dev.kyverdict.model.Conditions.Condition;
import dev.kyverdict.model.ContextEntry;
import dev.kyverdict.model.ContextEntry.ApiCall;
import dev.kyverdict.model.Generate;
import dev.kyverdict.model.KyvernoPolicy;
import dev.kyverdict.model.Match;
import dev.kyverdict.model.Match.Filter;
import dev.kyverdict.model.Match.Resources;
import dev.kyverdict.model.Metadata;
import dev.kyverdict.model.Mutate;
import dev.kyverdict.model.Policy;
import dev.kyverdict.model.Rule;
import dev.kyverdict.model.Spec;
import dev.kyverdict.model.Validate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The words of a policy, to be imported statically. Each is Kyverno's own word for what it makes, and
 * Java's nesting is the YAML's.
 */
public final class Policies {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private Policies() {}

  // policies and rules

  /**
   * A {@code ClusterPolicy}.
   *
   * @throws dev.kyverdict.model.InvalidPolicyException with every reason, when Kyverno would refuse
   *     it or a variable is used before it is loaded
   */
  public static ClusterPolicy clusterPolicy(String name, Rule first, Rule... more) {
    return clusterPolicy(name, Spec.of(listOf(first, more)));
  }

  /** A {@code ClusterPolicy} with more than rules to say; refuses like the other one. */
  public static ClusterPolicy clusterPolicy(String name, Spec spec) {
    return KyvernoPolicy.checked(new ClusterPolicy(Metadata.named(name), spec));
  }

  /** A {@code Policy} of one namespace; refuses like {@link #clusterPolicy(String, Rule, Rule...)}. */
  public static Policy policy(String namespace, String name, Rule first, Rule... more) {
    return KyvernoPolicy.checked(
        new Policy(Metadata.named(namespace, name), Spec.of(listOf(first, more))));
  }

  /** A rule; it needs a match and then exactly one action. */
  public static RuleWords.Named rule(String name) {
    return new RuleWords.Named(name);
  }

  // match and exclude

  /** {@code resources} of these kinds. */
  public static Resources resources(ResourceType first, ResourceType... more) {
    List<String> kinds =
        listOf(first, more).stream()
            .map(type -> type.group().isEmpty() ? type.kind() : type.apiVersion() + "/" + type.kind())
            .toList();
    return new Resources(
        kinds,
        Optional.empty(),
        List.of(),
        List.of(),
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  /** {@code any}: one of these suffices. */
  public static Match any(Resources first, Resources... more) {
    return Match.anyOf(listOf(first, more).stream().map(Filter::of).toList());
  }

  /** {@code all}: each of these must hold. */
  public static Match all(Resources first, Resources... more) {
    return Match.allOf(listOf(first, more).stream().map(Filter::of).toList());
  }

  /** {@code any} of filters that also name who asks. */
  public static Match any(Filter first, Filter... more) {
    return Match.anyOf(listOf(first, more));
  }

  /** {@code all} of filters that also name who asks. */
  public static Match all(Filter first, Filter... more) {
    return Match.allOf(listOf(first, more));
  }

  /** Everything in these namespaces, wildcards allowed; for {@code exclude}. */
  public static Resources namespaces(List<String> names) {
    return Resources.NONE.namespaces(names);
  }

  // variables

  /** A JMESPath expression as a value. */
  public static Expr expr(String jmesPath) {
    return new Expr(jmesPath);
  }

  /** {@code {{ request.object.<path> }}}. */
  public static Expr requestObject(String path) {
    return new Expr("request.object." + path);
  }

  /** {@code {{ request.<path> }}}. */
  public static Expr request(String path) {
    return new Expr("request." + path);
  }

  /** The value of a context entry. */
  public static Expr value(ContextEntry entry) {
    return new Expr(entry.name());
  }

  /** Literal text. */
  public static Text text(String literal) {
    return new Text(literal);
  }

  // context

  /** {@code apiCall}: GET of a path of the API server. */
  public static ApiCall apiCall(String name, Template urlPath) {
    return new ApiCall(
        name,
        Optional.of(urlPath.template()),
        ContextEntry.Method.GET,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** {@code variable} of an expression. */
  public static ContextEntry.Variable variable(String name, Expr expression) {
    return new ContextEntry.Variable(
        name, Optional.empty(), Optional.of(expression.jmesPath()), Optional.empty());
  }

  /** {@code variable} of an expression, with a value for its failure. */
  public static ContextEntry.Variable variable(String name, Expr expression, String otherwise) {
    return new ContextEntry.Variable(
        name,
        Optional.empty(),
        Optional.of(expression.jmesPath()),
        Optional.of(JSON.stringNode(otherwise)));
  }

  /** {@code configMap}. */
  public static ContextEntry.ConfigMap configMap(
      String name, Template namespace, Template configMap) {
    return new ContextEntry.ConfigMap(
        name, configMap.template(), Optional.of(namespace.template()));
  }

  /** {@code globalReference}. */
  public static ContextEntry.GlobalReference globalReference(String name, String reference) {
    return new ContextEntry.GlobalReference(name, reference, Optional.empty());
  }

  // conditions

  /** {@code any}: one of these conditions suffices. */
  public static Conditions.AnyAll any(Condition first, Condition... more) {
    return new Conditions.AnyAll(Optional.of(listOf(first, more)), Optional.empty());
  }

  /** {@code all}: each of these conditions must hold. */
  public static Conditions.AnyAll all(Condition first, Condition... more) {
    return new Conditions.AnyAll(Optional.empty(), Optional.of(listOf(first, more)));
  }

  /** {@code key} Equals {@code value}. */
  public static Condition isEqual(Template key, String value) {
    return condition(key, "Equals", JSON.stringNode(value));
  }

  /** {@code key} Equals {@code value}. */
  public static Condition isEqual(Template key, boolean value) {
    return condition(key, "Equals", JSON.booleanNode(value));
  }

  /** {@code key} Equals another expression's value. */
  public static Condition isEqual(Template key, Template value) {
    return condition(key, "Equals", JSON.stringNode(value.template()));
  }

  /** {@code key} NotEquals {@code value}; a null key is not unequal to anything. */
  public static Condition isNot(Template key, String value) {
    return condition(key, "NotEquals", JSON.stringNode(value));
  }

  /** {@code key} NotEquals another expression's value. */
  public static Condition isNot(Template key, Template value) {
    return condition(key, "NotEquals", JSON.stringNode(value.template()));
  }

  /** {@code key} AnyIn {@code values}, wildcards in both. */
  public static Condition isAnyOf(Template key, List<String> values) {
    return condition(key, "AnyIn", strings(values));
  }

  /** {@code key} GreaterThan {@code value}: numbers, durations, quantities or versions. */
  public static Condition isGreaterThan(Template key, String value) {
    return condition(key, "GreaterThan", JSON.stringNode(value));
  }

  /** {@code key} LessThan {@code value}: numbers, durations, quantities or versions. */
  public static Condition isLessThan(Template key, String value) {
    return condition(key, "LessThan", JSON.stringNode(value));
  }

  /** Any condition: an operator of {@link Conditions#OPERATORS}, any value. */
  public static Condition condition(Template key, String operator, JsonNode value) {
    return new Condition(
        JSON.stringNode(key.template()), operator, value, Optional.empty());
  }

  // trees

  /** A key with text. */
  public static Field field(String key, String value) {
    return new Field(key, JSON.stringNode(value));
  }

  /** A key with text that holds variables. */
  public static Field field(String key, Template value) {
    return field(key, value.template());
  }

  /** A key with a number. */
  public static Field field(String key, long value) {
    return new Field(key, JSON.numberNode(value));
  }

  /** A key with a boolean. */
  public static Field field(String key, boolean value) {
    return new Field(key, JSON.booleanNode(value));
  }

  /** A key with any tree. */
  public static Field field(String key, JsonNode value) {
    return new Field(key, value);
  }

  /** A key with an object. */
  public static Field field(String key, Field first, Field... more) {
    return new Field(key, Field.object(listOf(first, more)));
  }

  /** A list of texts. */
  public static ArrayNode strings(List<String> values) {
    ArrayNode list = JSON.arrayNode();
    values.forEach(list::add);
    return list;
  }

  /** {@code +(key)}: set only where the object has no such key. */
  public static Field addIfAbsent(Field field) {
    return new Field("+(" + field.key() + ")", field.value());
  }

  /** {@code (key)}: the rest of the map applies only where this holds. */
  public static Field conditional(Field field) {
    return new Field("(" + field.key() + ")", field.value());
  }

  /** {@code =(key)}: checked only where the object has the key; in patterns. */
  public static Field ifPresent(Field field) {
    return new Field("=(" + field.key() + ")", field.value());
  }

  /** {@code X(key)}: the object must not have the key; in patterns. */
  public static Field absent(String key) {
    return new Field("X(" + key + ")", JSON.nullNode());
  }

  // actions

  /** {@code patchStrategicMerge}. */
  public static Mutate.StrategicMerge strategicMerge(Field first, Field... more) {
    return new Mutate.StrategicMerge(Field.object(listOf(first, more)));
  }

  /** {@code patchesJson6902} of these operations, in order. */
  public static Mutate.JsonPatch jsonPatch(JsonPatchWord first, JsonPatchWord... more) {
    return new Mutate.JsonPatch(
        listOf(first, more).stream().map(JsonPatchWord::text).reduce("", String::concat));
  }

  /** {@code op: remove}; a missing path is no error in Kyverno. */
  public static JsonPatchWord remove(String path) {
    return new JsonPatchWord("- op: remove\n  path: " + JSON.stringNode(path) + "\n");
  }

  /** {@code op: add}; missing parents are made. */
  public static JsonPatchWord add(String path, JsonNode value) {
    return new JsonPatchWord(
        "- op: add\n  path: " + JSON.stringNode(path) + "\n  value: " + value + "\n");
  }

  /** {@code op: replace}; a missing path is an error. */
  public static JsonPatchWord replace(String path, JsonNode value) {
    return new JsonPatchWord(
        "- op: replace\n  path: " + JSON.stringNode(path) + "\n  value: " + value + "\n");
  }

  /** {@code generate} an object from {@code data}; not synchronized, new triggers only. */
  public static Generate data(
      ResourceType type, Template namespace, Template name, Field first, Field... more) {
    return new Generate(
        Optional.of(false),
        Optional.of(false),
        Optional.empty(),
        new Generate.Target(
            Optional.of(type.apiVersion()),
            Optional.of(type.kind()),
            Optional.of(namespace.template()),
            Optional.of(name.template()),
            Optional.empty()),
        new Generate.Data(Field.object(listOf(first, more))));
  }

  /** {@code validate} by a pattern, enforced. */
  public static Validate pattern(String message, Field first, Field... more) {
    return enforced(message, new Validate.Pattern(Field.object(listOf(first, more))));
  }

  /** {@code validate} by {@code deny.conditions}, enforced. */
  public static Validate deny(String message, Conditions conditions) {
    return enforced(message, new Validate.Deny(Optional.of(conditions)));
  }

  private static Validate enforced(String message, Validate.Check check) {
    return new Validate(
        Optional.of(Validate.FailureAction.ENFORCE),
        List.of(),
        true,
        Optional.of(message),
        check);
  }

  @SafeVarargs
  private static <T> List<T> listOf(T first, T... more) {
    return Stream.concat(Stream.of(first), Stream.of(more)).toList();
  }

  /**
   * One operation of {@code patchesJson6902}.
   *
   * @param text the operation as YAML
   */
  public record JsonPatchWord(String text) {}
}
