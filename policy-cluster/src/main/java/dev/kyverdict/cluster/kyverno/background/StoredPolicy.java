package dev.kyverdict.cluster.kyverno.background;

import dev.kyverdict.cluster.kyverno.ObjectRef;
import dev.kyverdict.cluster.kyverno.Policies;
import dev.kyverdict.engine.admission.CompiledPolicy;
import dev.kyverdict.engine.admission.Engine;
import dev.kyverdict.engine.generate.GenerateAction;
import dev.kyverdict.engine.policies.BackgroundUse;
import dev.kyverdict.model.ClusterPolicy;
import dev.kyverdict.model.Generate;
import dev.kyverdict.model.KyvernoPolicy;
import dev.kyverdict.model.Match;
import dev.kyverdict.model.Mutate;
import dev.kyverdict.model.Policy;
import dev.kyverdict.model.Rule;
import dev.kyverdict.model.Spec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A policy of the cluster; it is read and compiled once it is needed. May be shared. */
final class StoredPolicy {

  private final JsonNode tree;
  private final Map<String, CompiledPolicy> compiled = new ConcurrentHashMap<>();
  private final Map<String, GenerateAction> generators = new ConcurrentHashMap<>();
  private final Map<String, Boolean> existing = new ConcurrentHashMap<>();
  private @Nullable KyvernoPolicy policy;

  StoredPolicy(JsonNode tree) {
    this.tree = tree;
  }

  JsonNode tree() {
    return tree;
  }

  /** {@code name}, or {@code namespace/name} of a Policy. */
  String key() {
    return Policies.key(tree);
  }

  String name() {
    return tree.path("metadata").path("name").asString("");
  }

  /** Empty of a ClusterPolicy. */
  String namespace() {
    return tree.path("metadata").path("namespace").asString("");
  }

  /** As events name it: whatever version it was written in. */
  ObjectRef ref() {
    ObjectRef ref = ObjectRef.to(tree);
    return new ObjectRef("kyverno.io/v1", ref.kind(), ref.namespace(), ref.name(), ref.uid());
  }

  KyvernoPolicy policy() {
    KyvernoPolicy known = policy;
    if (known == null) {
      known = read(tree);
      policy = known;
    }
    return known;
  }

  /** Whether existing objects are looked at under it. */
  boolean looksAtExisting() {
    return existing.computeIfAbsent("", any -> BackgroundUse.isAllowed(policy()));
  }

  List<Rule> rules() {
    return policy().spec().rules();
  }

  Optional<Rule> rule(String name) {
    return rules().stream().filter(rule -> rule.name().equals(name)).findFirst();
  }

  Stream<Rule> generating() {
    return rules().stream().filter(rule -> rule.action() instanceof Generate);
  }

  Stream<Rule> mutatingExisting() {
    return rules().stream().filter(StoredPolicy::mutatesExisting);
  }

  private static boolean mutatesExisting(Rule rule) {
    return rule.action() instanceof Mutate mutate && !mutate.targets().isEmpty();
  }

  /** All of it. */
  CompiledPolicy compiled(Engine engine) {
    return compiled.computeIfAbsent("", all -> engine.compile(policy()));
  }

  /** The same with one rule. */
  CompiledPolicy compiled(Engine engine, Rule rule) {
    return compiled.computeIfAbsent(
        "/" + rule.name(), key -> engine.compile(with(policy(), List.of(rule))));
  }

  GenerateAction generator(Rule rule, Generate generate) {
    return generators.computeIfAbsent(
        rule.name(), key -> GenerateAction.of(rule, generate, name(), namespace()));
  }

  boolean appliesServerSide() {
    return policy().spec().useServerSideApply().orElse(false);
  }

  /** Whether some of these rules ask for labels of namespaces ({@code pkg/utils/engine}). */
  static boolean selectsNamespaces(List<Rule> rules) {
    return rules.stream()
        .flatMap(rule -> Stream.of(rule.match(), rule.exclude()))
        .flatMap(StoredPolicy::filters)
        .anyMatch(filter -> filter.resources().namespaceSelector().isPresent());
  }

  static Stream<Match.Filter> filters(Match match) {
    return Stream.of(Stream.of(match.direct()), match.any().stream(), match.all().stream())
        .flatMap(part -> part);
  }

  private static KyvernoPolicy with(KyvernoPolicy policy, List<Rule> rules) {
    Spec spec = policy.spec().withRules(rules);
    return switch (policy) {
      case ClusterPolicy cluster -> new ClusterPolicy(cluster.metadata(), spec);
      case Policy namespaced -> new Policy(namespaced.metadata(), spec);
    };
  }

  /** One that cannot be read has no rules. */
  private static KyvernoPolicy read(JsonNode tree) {
    return Policies.read(tree).or(() -> Policies.read(withoutRules(tree))).orElseThrow();
  }

  private static JsonNode withoutRules(JsonNode tree) {
    ObjectNode empty = (ObjectNode) tree.deepCopy();
    empty.putObject("spec").putArray("rules");
    return empty;
  }
}
