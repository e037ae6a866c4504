package dev.kyverdict.lint;

import dev.kyverdict.lint.RuleView.Parts;
import dev.kyverdict.model.Action.VerifyImages;
import dev.kyverdict.model.Conditions;
import dev.kyverdict.model.Conditions.AnyAll;
import dev.kyverdict.model.Conditions.Condition;
import dev.kyverdict.model.Conditions.Listed;
import dev.kyverdict.model.ContextEntry;
import dev.kyverdict.model.ContextEntry.ApiCall;
import dev.kyverdict.model.ContextEntry.ConfigMap;
import dev.kyverdict.model.ContextEntry.GlobalReference;
import dev.kyverdict.model.ContextEntry.ImageRegistry;
import dev.kyverdict.model.ContextEntry.Variable;
import dev.kyverdict.model.Generate;
import dev.kyverdict.model.Mutate;
import dev.kyverdict.model.Rule;
import dev.kyverdict.model.Validate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Walks through a rule once and writes down every part with its place. */
final class RuleWalk {

  private final List<Placed<ContextEntry>> entries = new ArrayList<>();
  private final List<Placed<Conditions>> blocks = new ArrayList<>();
  private final List<Placed<Condition>> conditions = new ArrayList<>();
  private final List<Placed<String>> texts = new ArrayList<>();
  private final List<Placed<String>> expressions = new ArrayList<>();
  private final List<Placed<Mutate.Patch>> patches = new ArrayList<>();
  private final List<Placed<RuleView.Generated>> generated = new ArrayList<>();

  private RuleWalk() {}

  static Parts of(Rule rule, String pointer) {
    RuleWalk walk = new RuleWalk();
    walk.rule(rule, pointer);
    return new Parts(
        walk.entries,
        walk.blocks,
        walk.conditions,
        walk.texts,
        walk.expressions,
        walk.patches,
        walk.generated);
  }

  private void rule(Rule rule, String pointer) {
    rule.imageExtractors()
        .ifPresent(tree -> tree(tree, pointer + "/imageExtractors", Use.OPAQUE, Scope.EMPTY));
    Scope scope = context(rule.context(), pointer + "/context", Scope.EMPTY);
    rule.preconditions()
        .ifPresent(block -> block(block, pointer + "/preconditions", Use.PRECONDITION, scope));
    switch (rule.action()) {
      case Mutate mutate -> new MutateWalk(this).walk(mutate, pointer + "/mutate", scope);
      case Generate generate -> new GenerateWalk(this).walk(generate, pointer + "/generate", scope);
      case Validate validate -> new ValidateWalk(this).walk(validate, pointer + "/validate", scope);
      case VerifyImages images -> tree(images.tree(), pointer + "/verifyImages", Use.OPAQUE, scope);
    }
    rule.reportProperties()
        .forEach(
            (key, value) ->
                text(
                    value,
                    Pointers.member(pointer + "/reportProperties", key),
                    Use.MESSAGE,
                    scope));
  }

  /** Walks through context entries; what stands after them sees them all. */
  Scope context(List<ContextEntry> context, String pointer, Scope outer) {
    for (int i = 0; i < context.size(); i++) {
      Scope scope = outer.at(context, i);
      String place = Pointers.element(pointer, i);
      entries.add(new Placed<>(context.get(i), place, Use.LOOK_UP, scope));
      entry(context.get(i), place, scope);
    }
    return outer.after(context);
  }

  private void entry(ContextEntry entry, String pointer, Scope scope) {
    switch (entry) {
      case Variable variable -> {
        String place = pointer + "/variable";
        tree(variable.value(), place + "/value", Use.LOOK_UP, scope);
        Use use = variable.value().isPresent() ? Use.ANSWER : Use.LOOK_UP;
        expression(variable.jmesPath(), place + "/jmesPath", use, scope);
        tree(variable.defaultValue(), place + "/default", Use.LOOK_UP, scope);
      }
      case ApiCall call -> call(call, pointer + "/apiCall", scope);
      case ConfigMap map -> {
        text(map.configMap(), pointer + "/configMap/name", Use.LOOK_UP, scope);
        text(map.namespace(), pointer + "/configMap/namespace", Use.LOOK_UP, scope);
      }
      case GlobalReference global -> {
        text(global.reference(), pointer + "/globalReference/name", Use.LOOK_UP, scope);
        expression(global.jmesPath(), pointer + "/globalReference/jmesPath", Use.ANSWER, scope);
      }
      case ImageRegistry image -> {
        text(image.reference(), pointer + "/imageRegistry/reference", Use.LOOK_UP, scope);
        expression(image.jmesPath(), pointer + "/imageRegistry/jmesPath", Use.ANSWER, scope);
      }
    }
  }

  private void call(ApiCall call, String pointer, Scope scope) {
    text(call.urlPath(), pointer + "/urlPath", Use.LOOK_UP, scope);
    for (int i = 0; i < call.data().size(); i++) {
      tree(call.data().get(i).value(), pointer + "/data/" + i + "/value", Use.LOOK_UP, scope);
    }
    call.service()
        .ifPresent(
            service -> {
              text(service.url(), pointer + "/service/url", Use.LOOK_UP, scope);
              for (int i = 0; i < service.headers().size(); i++) {
                text(
                    service.headers().get(i).value(),
                    pointer + "/service/headers/" + i + "/value",
                    Use.LOOK_UP,
                    scope);
              }
            });
    expression(call.jmesPath(), pointer + "/jmesPath", Use.ANSWER, scope);
    tree(call.defaultValue(), pointer + "/default", Use.LOOK_UP, scope);
  }

  /** Walks through {@code preconditions} or {@code deny.conditions}. */
  void block(Conditions block, String pointer, Use use, Scope scope) {
    blocks.add(new Placed<>(block, pointer, use, scope));
    switch (block) {
      case Listed list -> conditions(list.conditions(), pointer, use, scope);
      case AnyAll both -> {
        conditions(both.any().orElse(List.of()), pointer + "/any", use, scope);
        conditions(both.all().orElse(List.of()), pointer + "/all", use, scope);
      }
    }
  }

  private void conditions(List<Condition> list, String pointer, Use use, Scope scope) {
    for (int i = 0; i < list.size(); i++) {
      Condition condition = list.get(i);
      String place = Pointers.element(pointer, i);
      conditions.add(new Placed<>(condition, place, use, scope));
      tree(condition.key(), place + "/key", use, scope);
      tree(condition.value(), place + "/value", use, scope);
      text(condition.message(), place + "/message", Use.MESSAGE, scope);
    }
  }

  void patch(Mutate.Patch patch, String pointer, Scope scope) {
    patches.add(new Placed<>(patch, pointer, Use.PATCH, scope));
  }

  void generated(RuleView.Generated object, String pointer, Scope scope) {
    generated.add(new Placed<>(object, pointer, Use.GENERATED, scope));
  }

  /** Writes down every text in a tree, values and keys. */
  void tree(JsonNode tree, String pointer, Use use, Scope scope) {
    if (tree.isString()) {
      text(tree.stringValue(), pointer, use, scope);
    } else if (tree.isArray()) {
      for (int i = 0; i < tree.size(); i++) {
        tree(tree.path(i), Pointers.element(pointer, i), use, scope);
      }
    } else if (tree.isObject()) {
      tree.properties()
          .forEach(
              member -> {
                String place = Pointers.member(pointer, member.getKey());
                text(member.getKey(), place, use, scope);
                tree(member.getValue(), place, use, scope);
              });
    }
  }

  void tree(Optional<JsonNode> tree, String pointer, Use use, Scope scope) {
    tree.ifPresent(node -> tree(node, pointer, use, scope));
  }

  void text(String text, String pointer, Use use, Scope scope) {
    texts.add(new Placed<>(text, pointer, use, scope));
  }

  void text(Optional<String> text, String pointer, Use use, Scope scope) {
    text.ifPresent(known -> text(known, pointer, use, scope));
  }

  void expression(String text, String pointer, Use use, Scope scope) {
    expressions.add(new Placed<>(text, pointer, use, scope));
  }

  void expression(Optional<String> text, String pointer, Use use, Scope scope) {
    text.ifPresent(known -> expression(known, pointer, use, scope));
  }
}
