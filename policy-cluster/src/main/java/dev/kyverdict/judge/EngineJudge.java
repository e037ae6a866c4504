package dev.kyverdict.judge;

import dev.kyverdict.engine.EvaluationException;
import dev.kyverdict.engine.KyvernoConfig;
import dev.kyverdict.engine.admission.CompiledPolicy;
import dev.kyverdict.engine.admission.Decision;
import dev.kyverdict.engine.admission.Engine;
import dev.kyverdict.engine.admission.KyvernoVersion;
import dev.kyverdict.values.EndlessException;
import dev.kyverdict.values.GoNumbers;
import dev.kyverdict.values.GoPanicException;
import dev.kyverdict.values.TreeLimits;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** This project's engine as a judge. */
public final class EngineJudge implements Judge {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final KyvernoVersion version;

  /** A judge that decides as one version of Kyverno. */
  public EngineJudge(KyvernoVersion version) {
    this.version = version;
  }

  @Override
  public ObjectNode answer(ObjectNode question) {
    ObjectNode answer;
    try {
      TreeLimits.check("case", question);
      answer = judge(question);
    } catch (GoPanicException panic) {
      answer = NODES.objectNode().put("panic", String.valueOf(panic.getMessage()));
    } catch (EndlessException endless) {
      answer = NODES.objectNode().put("endless", true);
    } catch (UnreadableCaseException | IllegalArgumentException unreadable) {
      answer = NODES.objectNode().put("failure", String.valueOf(unreadable.getMessage()));
    }
    return answer;
  }

  private ObjectNode judge(ObjectNode question) {
    return switch (CaseKind.of(question)) {
      case ADMISSION -> admission(question);
      case POLICY_VALIDATION -> PolicyQuestions.answer(question);
      case JP -> ExpressionQuestions.answer(question, clock(question));
      case CONDITIONS -> PartQuestions.conditions(question, clock(question));
      case SUBSTITUTION -> PartQuestions.substitution(question, clock(question));
      case PATTERNS -> PartQuestions.pattern(question);
      case UNKNOWN -> throw new UnreadableCaseException("no field tells the kind of case");
    };
  }

  private static InstantSource clock(JsonNode question) {
    String text = question.path("clock").asString("");
    return text.isEmpty() ? InstantSource.system() : InstantSource.fixed(Instant.parse(text));
  }

  private ObjectNode admission(ObjectNode question) {
    Engine engine = Engine.of(version, config(question));
    JsonNode request = GoNumbers.floats(question.path("request"));
    List<CompiledPolicy> policies = new ArrayList<>();
    try {
      PolicyReader.policies(question).forEach(policy -> policies.add(engine.compile(policy)));
      Decision decision =
          engine.admit(policies, RequestReader.read(request), new ScriptedCluster(question));
      return AnswerWriter.write(decision, question.has("policies"));
    } catch (EvaluationException failed) {
      return NODES.objectNode().put("failure", failed.text());
    }
  }

  private static KyvernoConfig config(JsonNode question) {
    Map<String, String> data = new LinkedHashMap<>();
    question
        .path("config")
        .properties()
        .forEach(entry -> data.put(entry.getKey(), entry.getValue().asString("")));
    KyvernoConfig usual = KyvernoConfig.DEFAULT;
    return new KyvernoConfig(data, clock(question), usual.seed(), usual.maxApiCallResponse());
  }
}
