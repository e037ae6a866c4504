package dev.kyverdict.lint;

import static dev.kyverdict.lint.LookUpLint.DEFAULT_HIDES_FAILURE;
import static dev.kyverdict.lint.LookUpLint.DEFAULT_OF_OTHER_TYPE;
import static dev.kyverdict.lint.LookUpLint.ENTRY_UNUSED;
import static dev.kyverdict.lint.LookUpLint.UNUSED_ENTRY_CAN_FAIL;

import dev.kyverdict.model.Conditions.Condition;
import dev.kyverdict.model.ContextEntry;
import dev.kyverdict.model.ContextEntry.ApiCall;
import dev.kyverdict.model.Mutate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** What the values of context entries are used for. */
final class Uses {

  private static final List<String> DIFFERS = List.of("NotEquals", "NotEqual");

  private Uses() {}

  static void check(RuleView rule, Problems problems) {
    for (Placed<ContextEntry> placed : rule.parts().entries()) {
      if (queriesOf(rule, placed).isEmpty()) {
        unused(rule, placed, problems);
      } else if (placed.value() instanceof ApiCall call && call.defaultValue().isPresent()) {
        hidden(rule, placed.with(call), problems);
      }
    }
    rule.parts().conditions().forEach(condition -> type(rule, condition, problems));
  }

  /** The expressions outside of an entry that make Kyverno load it. */
  private static List<Query> queriesOf(RuleView rule, Placed<ContextEntry> entry) {
    Pattern name = trigger(entry.value().name());
    return rule.queries().stream()
        .filter(query -> !query.pointer().startsWith(entry.pointer() + "/"))
        .filter(query -> name.matcher(query.text()).find())
        .toList();
  }

  /** {@code pkg/engine/context/deferred.go}: Kyverno loads an entry whose name is in the text. */
  private static Pattern trigger(String name) {
    return Pattern.compile("(?:\\A|\\z|\\s|[^.0-9A-Za-z])" + Pattern.quote(name) + "\\b");
  }

  private static void unused(RuleView rule, Placed<ContextEntry> entry, Problems problems) {
    boolean eager =
        rule.action() instanceof Mutate mutate && !(mutate.patch() instanceof Mutate.ForEachPatch);
    Optional<Query> variable =
        rule.queries().stream()
            .filter(query -> query.pointer().startsWith(entry.pointer() + "/"))
            .filter(query -> query.form() != Query.Form.PLAIN && !query.misses().isEmpty())
            .findFirst();
    boolean canFail = eager && variable.isPresent();
    problems.add(
        canFail ? UNUSED_ENTRY_CAN_FAIL : ENTRY_UNUSED,
        entry.pointer(),
        LookUps.where(rule, entry),
        "nothing uses it"
            + (canFail
                ? "; a mutate rule fills in "
                    + variable.map(Query::written).orElse("")
                    + " all the same, and errs where it has no value"
                : ""),
        "remove the entry");
  }

  private static void hidden(RuleView rule, Placed<ApiCall> entry, Problems problems) {
    String path = entry.value().urlPath().orElse("");
    boolean bad = entry.value().service().isEmpty() && !UrlPath.begins(path, "/");
    if (!bad && decides(rule, entry.value().name())) {
      problems.add(
          DEFAULT_HIDES_FAILURE,
          entry.pointer() + "/apiCall/default",
          LookUps.where(rule, entry),
          "default also stands in for 401, 403, 5xx and time-outs, and the rule decides by it",
          "list with ?fieldSelector=metadata.name=… and leave default out, or accept it with a"
              + " reason");
    }
  }

  /** Whether something that the rule does depends on an entry, directly or through others. */
  private static boolean decides(RuleView rule, String name) {
    Set<String> seen = new HashSet<>(Set.of(name));
    Deque<String> open = new ArrayDeque<>(seen);
    while (!open.isEmpty()) {
      Pattern trigger = trigger(open.pop());
      for (Query query : rule.queries()) {
        if (query.use().decides() && trigger.matcher(query.text()).find()) {
          Optional<Placed<ContextEntry>> owner = rule.entryAt(query.pointer());
          if (owner.isEmpty()) {
            return true;
          }
          String reader = owner.get().value().name();
          if (seen.add(reader)) {
            open.push(reader);
          }
        }
      }
    }
    return false;
  }

  private static void type(RuleView rule, Placed<Condition> placed, Problems problems) {
    Condition condition = placed.value();
    if (!DIFFERS.contains(condition.operator()) || !condition.value().isString()) {
      return;
    }
    rule.queries().stream()
        .filter(query -> query.pointer().equals(placed.pointer() + "/key"))
        .filter(query -> query.form() == Query.Form.WHOLE)
        .flatMap(query -> query.expression().flatMap(Paths::whole).stream())
        .filter(path -> path.size() == 1)
        .flatMap(path -> placed.scope().entry(path.getFirst()).stream())
        .filter(entry -> entry instanceof ApiCall call && isContainer(call.defaultValue()))
        .forEach(
            entry ->
                problems.add(
                    DEFAULT_OF_OTHER_TYPE,
                    placed.pointer(),
                    rule.at(placed.pointer()),
                    "'"
                        + entry.name()
                        + "' has an object or a list as default, which always"
                        + " differs from text",
                    "let the default be \"\""));
  }

  private static boolean isContainer(Optional<JsonNode> value) {
    return value.filter(JsonNode::isContainer).isPresent();
  }
}
