package dev.kyverdict.engine.match;

import dev.kyverdict.engine.AdmissionRequest;
import dev.kyverdict.engine.KyvernoConfig;
import dev.kyverdict.engine.match.LabelMatch.Outcome;
import dev.kyverdict.model.Match.Operation;
import dev.kyverdict.model.Selector;
import dev.kyverdict.model.Selector.Requirement;
import dev.kyverdict.model.Spec.MatchCondition;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * {@code webhooks} and {@code matchConditions} of Kyverno's ConfigMap, which stand in every webhook
 * of Kyverno and which the API server asks. What cannot be read counts as nothing.
 *
 * @param namespaces {@code namespaceSelector}
 * @param objects {@code objectSelector}
 * @param conditions {@code matchConditions} of policies that have none of their own
 */
record WebhookSelectors(
    Optional<LabelMatch> namespaces,
    Optional<LabelMatch> objects,
    List<MatchCondition> conditions) {

  private static final String NAME_LABEL = "kubernetes.io/metadata.name";
  private static final JsonMapper MAPPER = JsonMapper.shared();

  static WebhookSelectors of(KyvernoConfig config) {
    JsonNode webhooks = read(config, "webhooks");
    return new WebhookSelectors(
        selector(webhooks.path("namespaceSelector")),
        selector(webhooks.path("objectSelector")),
        read(config, "matchConditions")
            .valueStream()
            .map(
                one ->
                    new MatchCondition(
                        one.path("name").asString(""), one.path("expression").asString("")))
            .toList());
  }

  private static JsonNode read(KyvernoConfig config, String key) {
    String text = config.data().getOrDefault(key, "");
    try {
      return text.isEmpty() ? MissingNode.getInstance() : MAPPER.readTree(text);
    } catch (JacksonException unreadable) {
      return MissingNode.getInstance();
    }
  }

  private static Optional<LabelMatch> selector(JsonNode tree) {
    if (!tree.isObject()) {
      return Optional.empty();
    }
    Map<String, String> labels = new LinkedHashMap<>();
    tree.path("matchLabels").properties().stream()
        .forEach(entry -> labels.put(entry.getKey(), entry.getValue().asString("")));
    List<Requirement> requirements =
        tree.path("matchExpressions")
            .valueStream()
            .map(
                one ->
                    new Requirement(
                        one.path("key").asString(""),
                        one.path("operator").asString(""),
                        one.path("values").valueStream().map(value -> value.asString("")).toList()))
            .toList();
    return Optional.of(LabelMatch.of(new Selector(labels, requirements)));
  }

  /** Of a namespace its own labels count, of what is in none nothing does. */
  boolean selectsNamespace(AdmissionRequest request) {
    boolean namespace = request.resource().equals("namespaces") && request.subResource().isEmpty();
    if (namespaces.isEmpty() || (request.namespace().isEmpty() && !namespace)) {
      return true;
    }
    boolean own = namespace && request.operation() != Operation.DELETE;
    Map<String, String> labels =
        new HashMap<>(
            own ? Candidate.of(request, request.object()).labels() : request.namespaceLabels());
    labels.putIfAbsent(NAME_LABEL, namespace ? request.name() : request.namespace());
    return namespaces.get().test(labels) == Outcome.MATCHES;
  }

  /** The new object or the old one suffices. */
  boolean selectsObject(AdmissionRequest request) {
    return objects.isEmpty()
        || selectsObject(Candidate.of(request, request.object()))
        || selectsObject(Candidate.of(request, request.oldObject()));
  }

  private boolean selectsObject(Candidate candidate) {
    return candidate.exists()
        && objects.filter(one -> one.test(candidate.labels()) == Outcome.MATCHES).isPresent();
  }
}
