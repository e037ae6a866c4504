package dev.kyverdict.engine.validate;

import dev.kyverdict.engine.EvaluationException;
import dev.kyverdict.engine.RuleOutcome;
import dev.kyverdict.engine.conditions.Verdict;
import dev.kyverdict.engine.context.Elements;
import dev.kyverdict.engine.context.JsonContext;
import dev.kyverdict.engine.context.PolicyContext;
import dev.kyverdict.engine.substitution.Template;
import dev.kyverdict.engine.validate.CompiledCheck.Loop;
import dev.kyverdict.engine.validate.CompiledCheck.Test;
import dev.kyverdict.model.Match.Operation;
import dev.kyverdict.values.GoNumbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;

/**
 * One evaluation of a check. It remembers the substituted pattern: when Kyverno looks at the old
 * object as well, it does so with the pattern of the new one.
 */
final class Validation {

  private final ViolationTexts texts;
  private final CompiledCheck check;
  private final String namespace;
  private final int nesting;
  private @Nullable JsonNode pattern;

  Validation(ViolationTexts texts, CompiledCheck check, String namespace) {
    this(texts, check, namespace, 0);
  }

  private Validation(ViolationTexts texts, CompiledCheck check, String namespace, int nesting) {
    this.texts = texts;
    this.check = check;
    this.namespace = namespace;
    this.nesting = nesting;
  }

  RuleOutcome check(PolicyContext context) {
    JsonContext variables = context.variables();
    try {
      variables.register(check.context(), namespace);
    } catch (EvaluationException failed) {
      return new RuleOutcome.Errored(failed.within("failed to load context").text());
    }
    if (check.preconditions().isPresent()) {
      try {
        Verdict verdict = context.evaluate(check.preconditions().get(), "preconditions");
        if (!verdict.holds()) {
          return new RuleOutcome.Skipped(Verdict.notMet(verdict));
        }
      } catch (EvaluationException failed) {
        return new RuleOutcome.Errored(failed.within("failed to evaluate preconditions").text());
      }
    }
    return test(context);
  }

  private RuleOutcome test(PolicyContext context) {
    return switch (check.test()) {
      case Test.Deny deny -> deny(deny, context);
      case Test.Pattern(var template) -> {
        Optional<RuleOutcome> failed = substitute(template, context);
        yield failed.orElseGet(() -> match(context, this::matchOne));
      }
      case Test.AnyPattern(var template) -> {
        Optional<RuleOutcome> failed = substitute(template, context);
        yield failed.orElseGet(() -> match(context, this::matchAny));
      }
      case Test.Loops(var loops) -> loops(loops, context);
      case Test.Nothing() -> new RuleOutcome.Silent("the rule checks nothing");
    };
  }

  private RuleOutcome deny(Test.Deny deny, PolicyContext context) {
    Verdict verdict;
    try {
      verdict =
          deny.conditions().isPresent()
              ? context.evaluate(deny.conditions().get(), "deny.conditions")
              : Verdict.ALWAYS;
    } catch (EvaluationException failed) {
      return new RuleOutcome.Errored(failed.within("failed to check deny conditions").text());
    }
    return verdict.holds()
        ? new RuleOutcome.Failed(texts.denied(context.variables(), verdict.message()))
        : new RuleOutcome.Passed(texts.passed());
  }

  private Optional<RuleOutcome> substitute(Template template, PolicyContext context) {
    try {
      JsonNode before = pattern;
      pattern =
          before == null
              ? template.substitute(context.variables())
              : Template.of(before).substitute(context.variables());
      return Optional.empty();
    } catch (EvaluationException failed) {
      return Optional.of(
          new RuleOutcome.Errored(failed.within("variable substitution failed").text()));
    }
  }

  private interface Matcher {
    RuleOutcome match(PolicyContext context, JsonNode pattern, JsonNode resource);
  }

  private RuleOutcome match(PolicyContext context, Matcher matcher) {
    JsonNode substituted = pattern == null ? NullNode.getInstance() : pattern;
    JsonNode element = context.element().orElse(NullNode.getInstance());
    if (element.isObject() && !element.isEmpty()) {
      return matcher.match(context, substituted, element);
    }
    if (context.operation() == Operation.DELETE) {
      return new RuleOutcome.Silent("a pattern says nothing about an object that is deleted");
    }
    JsonNode resource = context.newResource();
    // Upstream's absent object is a map without members, not null.
    return matcher.match(
        context,
        substituted,
        resource instanceof NullNode ? JsonNodeFactory.instance.objectNode() : resource);
  }

  private RuleOutcome matchOne(PolicyContext context, JsonNode substituted, JsonNode resource) {
    if (substituted instanceof NullNode) {
      return new RuleOutcome.Passed(texts.own());
    }
    return switch (Patterns.match(substituted, resource, context.variables().choices())) {
      case PatternResult.Matched matched -> new RuleOutcome.Passed(texts.passed());
      case PatternResult.Skipped skipped -> new RuleOutcome.Skipped(skipped.message());
      case PatternResult.Failed failed ->
          new RuleOutcome.Failed(
              texts.violated(context.variables(), failed.message(), failed.path()));
      case PatternResult.Error error ->
          new RuleOutcome.Errored(texts.violated(context.variables(), error.message(), ""));
    };
  }

  private RuleOutcome matchAny(PolicyContext context, JsonNode substituted, JsonNode resource) {
    if (!(substituted instanceof ArrayNode patterns)) {
      return new RuleOutcome.Errored(
          "failed to deserialize anyPattern, expected type array: json: cannot unmarshal into Go"
              + " value of type []interface {}");
    }
    List<String> failed = new ArrayList<>();
    List<String> skipped = new ArrayList<>();
    for (int i = 0; i < patterns.size(); i++) {
      // Upstream reads the list as JSON anew, so that its numbers are floats.
      JsonNode one = GoNumbers.floats(patterns.get(i));
      switch (Patterns.match(one, resource, context.variables().choices())) {
        case PatternResult.Matched matched -> {
          return new RuleOutcome.Passed(texts.anyPassed(i));
        }
        case PatternResult.Skipped unmet ->
            skipped.add("rule %s[%d] skipped: %s".formatted(texts.rule(), i, unmet.message()));
        case PatternResult.Failed unlike ->
            failed.add("rule %s[%d] failed at path %s".formatted(texts.rule(), i, unlike.path()));
        case PatternResult.Error error ->
            failed.add("rule %s[%d] failed: %s".formatted(texts.rule(), i, error.message()));
      }
    }
    if (!failed.isEmpty()) {
      return new RuleOutcome.Failed(texts.noneMatched(context.variables(), failed));
    }
    return skipped.isEmpty()
        ? new RuleOutcome.Passed(texts.own())
        : new RuleOutcome.Skipped(String.join(" ", skipped));
  }

  private RuleOutcome loops(List<Loop> loops, PolicyContext context) {
    int applied = 0;
    Optional<String> listError = Optional.empty();
    for (Loop loop : loops) {
      List<JsonNode> elements;
      try {
        elements = Elements.of(context.variables(), loop.list());
      } catch (EvaluationException failed) {
        if (!failed.text().contains("Unknown key")) {
          listError = Optional.of(failed.text());
        }
        continue;
      }
      Walk walk = walk(loop, elements, context);
      if (walk.stopped().isPresent()) {
        return walk.stopped().get();
      }
      applied += walk.applied();
    }
    if (applied > 0) {
      return new RuleOutcome.Passed("rule passed");
    }
    return listError
        .<RuleOutcome>map(error -> new RuleOutcome.Errored("failed to evaluate list: " + error))
        .orElse(new RuleOutcome.Silent("no element of the foreach was checked"));
  }

  /** How far a walk over elements came. */
  private record Walk(int applied, Optional<RuleOutcome> stopped) {}

  private Walk walk(Loop loop, List<JsonNode> elements, PolicyContext context) {
    JsonContext variables = context.variables();
    variables.checkpoint();
    try {
      int applied = 0;
      for (int i = 0; i < elements.size(); i++) {
        JsonNode element = elements.get(i);
        if (element instanceof NullNode) {
          continue;
        }
        variables.reset();
        variables.addElement(element, i, nesting);
        if (loop.elementScope().orElse(false) && !element.isObject()) {
          return new Walk(applied, Optional.of(wrongScope(element)));
        }
        boolean scoped = loop.elementScope().orElse(element.isObject());
        PolicyContext inner = scoped ? context.withElement(element) : context.copy();
        RuleOutcome outcome =
            new Validation(texts, loop.check(), namespace, nesting + 1).check(inner);
        if (outcome instanceof RuleOutcome.Passed) {
          applied++;
        } else if (decides(outcome)) {
          return new Walk(applied, Optional.of(failure(outcome)));
        }
      }
      return new Walk(applied, Optional.empty());
    } finally {
      variables.restore();
    }
  }

  private static RuleOutcome wrongScope(JsonNode element) {
    return new RuleOutcome.Errored(
        "failed to process foreach: cannot use elementScope=true foreach rules for elements that"
            + " are not maps, expected type=map got type="
            + (element.isString() ? "string" : element.isNumber() ? "float64" : "bool"));
  }

  /** An element whose preconditions err is skipped; told by the text, as in Kyverno. */
  private static boolean decides(RuleOutcome outcome) {
    return switch (outcome) {
      case RuleOutcome.Errored(var message) ->
          !message.contains("failed to evaluate preconditions");
      case RuleOutcome.Failed failed -> true;
      default -> false;
    };
  }

  private static RuleOutcome failure(RuleOutcome outcome) {
    String message = "validation failure: " + outcome.message();
    return outcome instanceof RuleOutcome.Failed
        ? new RuleOutcome.Failed(message)
        : new RuleOutcome.Errored(message);
  }
}
