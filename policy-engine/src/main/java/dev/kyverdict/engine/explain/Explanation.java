package dev.kyverdict.engine.explain;

import dev.kyverdict.engine.ClusterReader;
import dev.kyverdict.engine.ClusterReader.Answer;
import dev.kyverdict.engine.RuleOutcome;
import dev.kyverdict.engine.admission.CompiledPolicy;
import dev.kyverdict.engine.admission.Decision;
import dev.kyverdict.engine.admission.Engine;
import dev.kyverdict.engine.admission.Generated;
import dev.kyverdict.engine.admission.Response;
import dev.kyverdict.engine.admission.RuleResult;
import dev.kyverdict.engine.context.CallRecord;
import dev.kyverdict.engine.context.ConditionStep;
import dev.kyverdict.engine.context.Resolution;
import dev.kyverdict.values.GoFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Tells in text why a decision came out as it did. */
public final class Explanation {

  private static final int WIDEST = 160;

  private final StringBuilder text = new StringBuilder();

  private Explanation() {}

  /** The outcome alone: the request, the answer, and what each rule said. */
  public static String summary(Decision decision) {
    Explanation explanation = new Explanation();
    explanation.head(decision);
    for (RuleResult rule : decision.rules()) {
      explanation.rule(rule);
    }
    decision.generated().forEach(explanation::generated);
    decision.warnings().forEach(warning -> explanation.line("warning: " + warning));
    return explanation.text.toString();
  }

  /**
   * The outcome with how each rule came to it, and with the nearest flip: the smallest set of other
   * answers or request fields, at most two, after which the outcome would be another.
   *
   * @param cluster the cluster that was asked, for ConfigMaps and objects; its calls are not made
   *     again
   */
  public static String of(
      Engine engine, List<CompiledPolicy> policies, Decision decision, ClusterReader cluster) {
    Explanation explanation = new Explanation();
    explanation.how(decision);
    Optional<NearestFlip> flip = NearestFlip.find(engine, policies, decision, cluster);
    explanation.line(
        "nearest flip: " + flip.map(NearestFlip::text).orElse("none within two changes"));
    return explanation.text.toString();
  }

  /** The outcome with how each rule came to it, for whoever does not know the policies any more. */
  public static String traced(Decision decision) {
    Explanation explanation = new Explanation();
    explanation.how(decision);
    return explanation.text.toString();
  }

  private void how(Decision decision) {
    head(decision);
    for (RuleResult rule : decision.rules()) {
      rule(rule);
      trace(rule);
    }
    decision.generated().forEach(this::generated);
    decision.warnings().forEach(warning -> line("warning: " + warning));
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  private void head(Decision decision) {
    JsonNode object =
        decision.request().object().isObject()
            ? decision.request().object()
            : decision.request().oldObject();
    JsonNode metadata = object.path("metadata");
    String name = metadata.path("name").asString(metadata.path("generateName").asString(""));
    String namespace = metadata.path("namespace").asString("");
    line(
        "%s %s %s by %s: %s"
            .formatted(
                decision.request().operation(),
                decision.request().kind().kind(),
                namespace.isEmpty() ? name : namespace + "/" + name,
                decision.request().user().username(),
                Outcome.of(decision).text()));
    decision.notSeen().ifPresent(reason -> line("  no policy is asked: " + reason));
    switch (decision.response()) {
      case Response.Allowed allowed -> {}
      case Response.Denied denied -> line("  " + denied.message().strip().replace("\n", "\n  "));
      case Response.Undecided undecided -> line("  not decided: " + undecided.reason());
      case Response.WebhookFailed failed -> line("  " + failed.reason());
    }
    if (decision.allowed()) {
      decision.patch().forEach(operation -> line("  patch: " + operation));
    }
  }

  private void rule(RuleResult rule) {
    line("");
    line(
        "policy %s, rule %s, %s: %s"
            .formatted(rule.policy(), rule.rule(), rule.phase(), status(rule.outcome())));
    if (!rule.outcome().message().isEmpty()) {
      line("  " + rule.outcome().message().strip().replace("\n", "\n  "));
    }
  }

  private static String status(RuleOutcome outcome) {
    return switch (outcome) {
      case RuleOutcome.NotMatched no -> "not matched";
      case RuleOutcome.Silent no -> "no response";
      case RuleOutcome.Passed yes -> "pass";
      case RuleOutcome.Skipped yes -> "skip";
      case RuleOutcome.Failed yes -> "fail";
      case RuleOutcome.Errored yes -> "error";
      case RuleOutcome.NotSupported no -> "NOT SUPPORTED by this engine";
      case RuleOutcome.Crashed no -> "Kyverno crashes";
      case RuleOutcome.Endless no -> "Kyverno does not end";
      case RuleOutcome.TimedOut no -> "time-out";
    };
  }

  private void trace(RuleResult rule) {
    for (CallRecord record : rule.trace().calls()) {
      line("  call       " + record.call() + " -> " + answer(record.answer()));
    }
    Set<String> variables = new LinkedHashSet<>();
    for (Resolution resolution : rule.trace().resolutions()) {
      variables.add(
          "  variable   {{ %s }} = %s, from %s"
              .formatted(
                  resolution.query(), value(resolution.value()), origin(resolution.origin())));
    }
    variables.forEach(this::line);
    for (ConditionStep step : rule.trace().conditions()) {
      condition(step);
    }
    for (String place : rule.trace().unordered()) {
      line("  random     Kyverno may visit the members of " + place + " in another order");
    }
    hints(rule);
  }

  private static String origin(String origin) {
    return origin.isEmpty() ? "the expression itself" : origin;
  }

  private void condition(ConditionStep step) {
    var compared = step.compared();
    String place =
        step.where()
            + (compared.list().isEmpty() ? "" : "." + compared.list())
            + "["
            + compared.index()
            + "]";
    line(
        "  condition  %s: %s %s %s is %s"
            .formatted(
                place,
                operand(compared.condition().key(), compared.key()),
                compared.condition().operator(),
                operand(compared.condition().value(), compared.value()),
                compared.holds()));
  }

  private static String operand(JsonNode written, JsonNode value) {
    boolean isConstant = written.equals(value) || !written.toString().contains("{{");
    return isConstant ? value(value) : written.asString(written.toString()) + " = " + value(value);
  }

  /** A value with its type, as operators tell them apart. */
  private static String value(JsonNode value) {
    String type =
        switch (value.getNodeType()) {
          case STRING -> "string";
          case NUMBER -> "number";
          case BOOLEAN -> "bool";
          case NULL -> "";
          case ARRAY -> "list";
          default -> "object";
        };
    String shown = cut(GoFormat.json(value));
    return type.isEmpty() ? shown : shown + " (" + type + ")";
  }

  private static String answer(Answer answer) {
    return switch (answer) {
      case Answer.Json(var status, var body) -> status + " " + cut(GoFormat.json(body));
      case Answer.Text(var status, var body) ->
          status + " " + (body.isEmpty() ? "without a body" : cut(body));
      case Answer.TimedOut timeout -> "time-out";
      case Answer.Refused refused -> "connection refused";
      case Answer.Broken(var cause) -> "broken: " + cause;
      case Answer.Hangs hangs -> "never answered";
    };
  }

  private static String cut(String text) {
    String line = text.replace("\n", "\\n");
    return line.length() <= WIDEST ? line : line.substring(0, WIDEST) + "…";
  }

  /** What people most often do not expect. */
  private void hints(RuleResult rule) {
    boolean failed = rule.trace().calls().stream().anyMatch(record -> failed(record.answer()));
    boolean used =
        rule.trace().resolutions().stream().anyMatch(one -> one.origin().endsWith("(apiCall)"));
    if (failed && used) {
      line(
          "  note       the call failed and the entry's default stands in for its answer, whatever"
              + " the failure was: no such object, no right to read it, an outage");
    }
    if (rule.trace().conditions().stream().anyMatch(step -> step.compared().key().isNull())) {
      line(
          "  note       null is neither equal nor unequal to anything in Kyverno; write || '' in the"
              + " query");
    }
    if (rule.outcome() instanceof RuleOutcome.Errored(var message)) {
      error(message);
    }
  }

  private static boolean failed(Answer answer) {
    return switch (answer) {
      case Answer.Json(var status, var body) -> status > 299;
      case Answer.Text(var status, var body) -> status > 299;
      case Answer.TimedOut late -> true;
      case Answer.Refused refused -> true;
      case Answer.Broken broken -> true;
      case Answer.Hangs hangs -> false;
    };
  }

  private void error(String message) {
    if (message.contains("failed to store data for APICall")) {
      line(
          "  note       the call was answered: a default stands in for a call that fails only,"
              + " not for an answer that lacks what jmesPath looks for");
    } else if (message.contains("failed to fetch data for APICall")) {
      line("  note       the call failed and the entry has no default");
    } else if (message.contains("Unknown key \"")) {
      line("  note       a key that is missing is an error in Kyverno, not null; write || ''");
    }
  }

  private void generated(Generated made) {
    line("");
    line(
        "policy %s, rule %s generates: %s"
            .formatted(
                made.policy(),
                made.rule(),
                made.error().map(error -> "nothing, " + error).orElse(counted(made))));
    made.created().forEach(object -> line("  creates    " + name(object)));
    made.updated().forEach(object -> line("  overwrites " + name(object)));
  }

  private static String counted(Generated made) {
    return made.created().size() + made.updated().size() + " objects";
  }

  private static String name(JsonNode object) {
    JsonNode metadata = object.path("metadata");
    return "%s %s/%s"
        .formatted(
            object.path("kind").asString(""),
            metadata.path("namespace").asString(""),
            metadata.path("name").asString(""));
  }
}
