package dev.kyverdict.engine.explain;

import dev.kyverdict.engine.ClusterReader.Answer;
import dev.kyverdict.engine.admission.CompiledPolicy;
import dev.kyverdict.engine.admission.Decision;
import dev.kyverdict.engine.admission.RuleResult;
import dev.kyverdict.engine.context.CallRecord;
import dev.kyverdict.engine.context.ConditionStep;
import dev.kyverdict.engine.context.Resolution;
import dev.kyverdict.jmespath.Variables;
import dev.kyverdict.model.ContextEntry;
import dev.kyverdict.model.Match.Filter;
import dev.kyverdict.model.Rule;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;

/** What could have been otherwise: answers of calls, and fields of the request that were read. */
final class Candidates {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** A value that stands for any text. */
  private static final String SOME = "some-name";

  private final Decision decision;
  private final List<CompiledPolicy> policies;
  private final Map<String, Change> changes = new LinkedHashMap<>();

  private Candidates(Decision decision, List<CompiledPolicy> policies) {
    this.decision = decision;
    this.policies = policies;
  }

  /** In the order in which they are tried. */
  static List<Change> of(Decision decision, List<CompiledPolicy> policies) {
    Candidates candidates = new Candidates(decision, policies);
    candidates.addAnswers();
    candidates.addFields();
    candidates.addMatches();
    return List.copyOf(candidates.changes.values());
  }

  private void add(Change change) {
    changes.putIfAbsent(change.text(), change);
  }

  private void addAnswers() {
    Set<String> seen = new LinkedHashSet<>();
    for (CallRecord record : decision.calls()) {
      if (seen.add(record.call().toString())) {
        addAnswers(record);
      }
    }
  }

  private void addAnswers(CallRecord record) {
    String call = record.call().toString();
    JsonNode body =
        record.answer() instanceof Answer.Json(var status, var json) && status < 300
            ? json
            : NODES.objectNode();
    for (String pointer : paths()) {
      answer(call, body, pointer, NODES.stringNode(SOME), "\"" + SOME + "\"");
      answer(call, body, pointer, NODES.nullNode(), "null");
      answer(call, body, pointer, MissingNode.getInstance(), "absent");
    }
    for (int status : new int[] {404, 403, 503}) {
      boolean isIt =
          record.answer() instanceof Answer.Text(var now, var text) && now == status
              || record.answer() instanceof Answer.Json(var now2, var json2) && now2 == status;
      if (!isIt) {
        add(
            new Change.AnswerChange(
                call, new Answer.Text(status, ""), call + " is answered " + status));
      }
    }
  }

  private void answer(String call, JsonNode body, String pointer, JsonNode value, String words) {
    JsonNode now = body.at(pointer);
    if (!now.equals(value)) {
      JsonNode other = Trees.with(body, Trees.parts(pointer), value);
      String text =
          "%s is answered 200 with %s %s"
              .formatted(call, pointer.substring(1).replace('/', '.'), words);
      add(new Change.AnswerChange(call, new Answer.Json(200, other), text));
    }
  }

  /** The paths that context entries look for in answers. */
  private Set<String> paths() {
    Set<String> paths = new LinkedHashSet<>();
    for (CompiledPolicy policy : policies) {
      for (Rule rule : policy.policy().spec().rules()) {
        for (ContextEntry entry : rule.context()) {
          if (entry instanceof ContextEntry.ApiCall call) {
            call.jmesPath().ifPresent(path -> paths.addAll(FieldPaths.of(plain(path))));
          }
        }
      }
    }
    return paths;
  }

  /** Variables in a query are put into quotes: they stand for keys whose name is not known here. */
  private static String plain(String path) {
    return Variables.firstPass(path).isEmpty() ? path : "";
  }

  private void addFields() {
    for (RuleResult rule : decision.rules()) {
      for (ConditionStep step : rule.trace().conditions()) {
        addLiteral(step);
      }
      for (Resolution resolution : rule.trace().resolutions()) {
        for (String pointer : FieldPaths.of(resolution.query())) {
          field(pointer, NODES.stringNode(SOME));
          field(pointer, MissingNode.getInstance());
        }
      }
    }
  }

  /** A field that is compared with a constant could have that value. */
  private void addLiteral(ConditionStep step) {
    String key = step.compared().condition().key().asString("");
    JsonNode value = step.compared().value();
    if (step.compared().holds() || value.isContainer()) {
      return;
    }
    for (Variables.Variable variable : Variables.firstPass(key)) {
      if (variable.isWhole(key)) {
        FieldPaths.of(variable.text()).forEach(pointer -> field(pointer, value));
      }
    }
  }

  private void field(String pointer, JsonNode value) {
    if (!pointer.startsWith("/request/object/") && !pointer.startsWith("/request/oldObject/")) {
      return;
    }
    String place = pointer.substring("/request".length());
    JsonNode now = place.startsWith("/object") ? decision.request().object() : old();
    String inside = place.substring(place.indexOf('/', 1));
    if (!now.isObject() || now.at(inside).equals(value)) {
      return;
    }
    String words = value.isMissingNode() ? "absent" : value.toString();
    add(
        new Change.FieldChange(
            place, value, "request%s is %s".formatted(place.replace('/', '.'), words)));
  }

  private JsonNode old() {
    return decision.request().oldObject();
  }

  private void addMatches() {
    for (CompiledPolicy policy : policies) {
      for (Rule rule : policy.policy().spec().rules()) {
        rule.match().filters().forEach(this::addLabels);
      }
    }
  }

  private void addLabels(Filter filter) {
    filter
        .resources()
        .selector()
        .ifPresent(
            selector ->
                selector
                    .matchLabels()
                    .forEach(
                        (label, value) -> {
                          String pointer =
                              "/request/object/metadata/labels/"
                                  + label.replace("~", "~0").replace("/", "~1");
                          field(pointer, NODES.stringNode(value));
                          field(pointer, MissingNode.getInstance());
                        }));
  }
}
