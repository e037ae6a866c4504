package dev.kyverdict.engine.explain;

import dev.kyverdict.engine.ClusterReader;
import dev.kyverdict.engine.context.CallRecord;
import dev.kyverdict.model.Selector;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Answers as was answered before, except where told otherwise: a call that was made several times
 * gets its answers in order, the last one again and again; one that was not made gets 404.
 */
final class ReplayCluster implements ClusterReader {

  private final ClusterReader original;
  private final Map<String, Deque<Answer>> answers = new HashMap<>();
  private final Map<String, Answer> changed = new HashMap<>();

  ReplayCluster(ClusterReader original, List<CallRecord> calls, List<Change> changes) {
    this.original = original;
    for (CallRecord record : calls) {
      answers
          .computeIfAbsent(record.call().toString(), call -> new ArrayDeque<>())
          .add(record.answer());
    }
    for (Change change : changes) {
      if (change instanceof Change.AnswerChange(var call, var answer, var text)) {
        changed.put(call, answer);
      }
    }
  }

  @Override
  public Answer call(Call call) {
    Answer other = changed.get(call.toString());
    if (other != null) {
      return other;
    }
    Deque<Answer> known = answers.get(call.toString());
    if (known == null) {
      return new Answer.Text(404, "");
    }
    return known.size() > 1 ? known.removeFirst() : known.getFirst();
  }

  @Override
  public Optional<JsonNode> configMap(String namespace, String name) {
    return original.configMap(namespace, name);
  }

  @Override
  public Global global(String name, String projection) {
    return original.global(name, projection);
  }

  @Override
  public Optional<JsonNode> object(String apiVersion, String kind, String namespace, String name) {
    return original.object(apiVersion, kind, namespace, name);
  }

  @Override
  public List<JsonNode> objects(
      String apiVersion, String kind, String namespace, Optional<Selector> selector) {
    return original.objects(apiVersion, kind, namespace, selector);
  }
}
