package dev.kyverdict.dsl;

import dev.kyverdict.model.Conditions;
import dev.kyverdict.model.Generate;
import dev.kyverdict.model.Mutate;
import dev.kyverdict.model.Selector;
import dev.kyverdict.model.Validate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Words for actions. */
abstract class ActionWords extends TreeWords {

  ActionWords() {}

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

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
    return generate(
        target(type.apiVersion(), type.kind(), namespace, name),
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
        Optional.of(Validate.FailureAction.ENFORCE), List.of(), true, Optional.of(message), check);
  }

  /** {@code foreach} of a mutate rule: {@code list} is plain JMESPath. */
  public static Mutate.ForEachPatch forEach(String list, Mutate.Patch patch) {
    return new Mutate.ForEachPatch(
        List.of(new Mutate.ForEach(list, Optional.empty(), List.of(), Optional.empty(), patch)));
  }

  /** {@code foreach} of a mutate rule for the elements that meet {@code preconditions}. */
  public static Mutate.ForEachPatch forEach(
      String list, Conditions.AnyAll preconditions, Mutate.Patch patch) {
    return new Mutate.ForEachPatch(
        List.of(
            new Mutate.ForEach(
                list, Optional.empty(), List.of(), Optional.of(preconditions), patch)));
  }

  /** {@code mutate} of existing objects instead of the one admitted. */
  public static Mutate mutateExisting(
      Mutate.Patch patch, Mutate.Target first, Mutate.Target... more) {
    return new Mutate(patch, listOf(first, more), Optional.empty());
  }

  /** One of the existing objects of {@link #mutateExisting}; wildcards in name and namespace. */
  public static Mutate.Target target(ResourceType type, Template namespace, Template name) {
    return new Mutate.Target(
        Optional.of(type.apiVersion()),
        Optional.of(type.kind()),
        Optional.of(namespace.template()),
        Optional.of(name.template()),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty());
  }

  /** {@code generate} a copy of an object, {@code clone}. */
  public static Generate cloneOf(
      ResourceType type,
      Template namespace,
      Template name,
      Template sourceNamespace,
      Template sourceName) {
    return generate(
        target(type.apiVersion(), type.kind(), namespace, name),
        new Generate.Clone(
            Optional.of(sourceNamespace.template()), Optional.of(sourceName.template())));
  }

  /** {@code generate} copies of all objects of some kinds, {@code cloneList}. */
  public static Generate cloneList(
      Template namespace, Template sourceNamespace, Selector selector, ResourceType... types) {
    List<String> kinds =
        Stream.of(types).map(type -> type.apiVersion() + "/" + type.kind()).toList();
    return generate(
        new Generate.Target(
            Optional.empty(),
            Optional.empty(),
            Optional.of(namespace.template()),
            Optional.empty(),
            Optional.empty()),
        new Generate.CloneList(
            Optional.of(sourceNamespace.template()), kinds, Optional.of(selector)));
  }

  /** {@code generate} an object for each element of {@code list}, which is plain JMESPath. */
  public static Generate forEachGenerate(String list, Generate each) {
    return generate(
        Generate.Target.NONE,
        new Generate.ForEachSource(
            List.of(
                new Generate.ForEach(
                    list, List.of(), Optional.empty(), each.target(), each.source()))));
  }

  private static Generate generate(Generate.Target target, Generate.Source source) {
    return new Generate(Optional.of(false), Optional.of(false), Optional.empty(), target, source);
  }

  private static Generate.Target target(
      String apiVersion, String kind, Template namespace, Template name) {
    return new Generate.Target(
        Optional.of(apiVersion),
        Optional.of(kind),
        Optional.of(namespace.template()),
        Optional.of(name.template()),
        Optional.empty());
  }

  /** {@code validate} by {@code anyPattern}: one of these suffices; enforced. */
  public static Validate anyPattern(String message, List<Field> first, List<List<Field>> more) {
    ArrayNode patterns = JSON.arrayNode().add(Field.object(first));
    more.forEach(pattern -> patterns.add(Field.object(pattern)));
    return enforced(message, new Validate.AnyPattern(patterns));
  }

  /** {@code validate} each element of {@code list}, which is plain JMESPath, by a pattern. */
  public static Validate forEachPattern(String message, String list, Field first, Field... more) {
    Validate.Check each = new Validate.Pattern(Field.object(listOf(first, more)));
    return enforced(
        message,
        new Validate.ForEachCheck(
            List.of(
                new Validate.ForEach(list, Optional.empty(), List.of(), Optional.empty(), each))));
  }

  /** {@code validate.podSecurity} at a level of the Pod Security Standards, enforced. */
  public static Validate podSecurity(String level) {
    return new Validate(
        Optional.of(Validate.FailureAction.ENFORCE),
        List.of(),
        true,
        Optional.empty(),
        new Validate.PodSecurity(Optional.of(level), Optional.of("latest"), List.of()));
  }

  /** {@code validate.cel} by one expression, enforced. */
  public static Validate cel(String message, String expression) {
    Validate.CelExpression checked =
        new Validate.CelExpression(
            expression, Optional.of(message), Optional.empty(), Optional.empty());
    return new Validate(
        Optional.of(Validate.FailureAction.ENFORCE),
        List.of(),
        true,
        Optional.empty(),
        new Validate.Cel(
            false,
            Optional.empty(),
            Optional.empty(),
            List.of(),
            List.of(checked),
            Optional.empty()));
  }

  /**
   * One operation of {@code patchesJson6902}.
   *
   * @param text the operation as YAML
   */
  public record JsonPatchWord(String text) {}
}
