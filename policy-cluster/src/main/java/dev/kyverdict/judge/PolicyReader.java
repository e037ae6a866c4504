package dev.kyverdict.judge;

import dev.kyverdict.model.ClusterPolicy;
import dev.kyverdict.model.ContextEntry;
import dev.kyverdict.model.ContextEntry.ApiCall;
import dev.kyverdict.model.KyvernoPolicy;
import dev.kyverdict.model.Policy;
import dev.kyverdict.model.Rule;
import dev.kyverdict.model.Spec;
import dev.kyverdict.render.ManifestReader;
import dev.kyverdict.render.PlacedProblem;
import dev.kyverdict.render.ReadResult;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads the policies of a case. */
final class PolicyReader {

  private PolicyReader() {}

  /** {@code policy}, or {@code policies} in their order. */
  static List<KyvernoPolicy> policies(JsonNode question) {
    List<KyvernoPolicy> policies = new ArrayList<>();
    if (question.has("policy")) {
      policies.add(policy(question.get("policy")));
    }
    question.path("policies").forEach(tree -> policies.add(policy(tree)));
    if (policies.isEmpty()) {
      throw new UnreadableCaseException("neither policy nor policies");
    }
    return policies;
  }

  private static KyvernoPolicy policy(JsonNode tree) {
    Set<String> uncallable = new HashSet<>();
    ReadResult read = ManifestReader.read("policy", callable(tree, uncallable).toString());
    if (read.manifests().size() == 1 && read.manifests().getFirst() instanceof KyvernoPolicy one) {
      return uncallable.isEmpty() ? one : withoutMethod(one, uncallable);
    }
    throw new UnreadableCaseException(
        read.problems().stream().map(PlacedProblem::toString).collect(Collectors.joining("; ")));
  }

  /**
   * Only the API server's schema refuses a call with another method than GET or POST; Kyverno
   * itself takes the policy and refuses to make the call, as it does without a method.
   */
  private static JsonNode callable(JsonNode tree, Set<String> uncallable) {
    JsonNode copy = tree.deepCopy();
    for (JsonNode rule : copy.path("spec").path("rules")) {
      for (JsonNode entry : rule.path("context")) {
        String method = entry.path("apiCall").path("method").asString("GET");
        if (entry.path("apiCall") instanceof ObjectNode call
            && !method.equals("GET")
            && !method.equals("POST")) {
          call.put("method", "GET");
          uncallable.add(entry.path("name").asString(""));
        }
      }
    }
    return copy;
  }

  private static KyvernoPolicy withoutMethod(KyvernoPolicy policy, Set<String> names) {
    List<Rule> rules = new ArrayList<>();
    for (Rule rule : policy.spec().rules()) {
      List<ContextEntry> entries = new ArrayList<>();
      for (ContextEntry entry : rule.context()) {
        entries.add(
            entry instanceof ApiCall call && names.contains(call.name())
                ? new ApiCall(
                    call.name(),
                    call.urlPath(),
                    ContextEntry.Method.ABSENT,
                    call.data(),
                    call.service(),
                    call.jmesPath(),
                    call.defaultValue())
                : entry);
      }
      rules.add(
          new Rule(
              rule.name(),
              rule.match(),
              rule.exclude(),
              rule.imageExtractors(),
              entries,
              rule.preconditions(),
              rule.celPreconditions(),
              rule.action(),
              rule.skipBackgroundRequests(),
              rule.reportProperties()));
    }
    Spec spec = policy.spec().withRules(rules);
    return switch (policy) {
      case ClusterPolicy cluster -> new ClusterPolicy(cluster.metadata(), spec);
      case Policy namespaced -> new Policy(namespaced.metadata(), spec);
    };
  }
}
