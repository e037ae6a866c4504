package dev.kyverdict.lint;

import dev.kyverdict.model.KyvernoPolicy;
import dev.kyverdict.model.Manifest;
import dev.kyverdict.model.kube.KubeObject;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Manifests that belong together, unrolled, and what is found in each. */
final class ManifestSet {

  private final List<Manifest> manifests;
  private final Map<Manifest, Problems> problems = new IdentityHashMap<>();
  private final List<PolicyView> policies = new ArrayList<>();
  private final List<ObjectView> objects = new ArrayList<>();

  ManifestSet(List<? extends Manifest> manifests) {
    this.manifests = List.copyOf(manifests);
    for (Manifest manifest : this.manifests) {
      problems.put(manifest, new Problems());
      switch (manifest) {
        case KyvernoPolicy policy -> policies.add(PolicyView.of(policy));
        case KubeObject object -> objects.add(ObjectView.of(object));
        default -> {}
      }
    }
    policies.stream().flatMap(policy -> policy.rules().stream()).forEach(this::generated);
  }

  private void generated(RuleView rule) {
    rule.parts().generated().stream()
        .flatMap(placed -> ObjectView.of(rule, placed).stream())
        .forEach(objects::add);
  }

  List<Manifest> manifests() {
    return manifests;
  }

  Problems problems(Manifest manifest) {
    return problems.computeIfAbsent(manifest, unused -> new Problems());
  }

  List<PolicyView> policies() {
    return policies;
  }

  Stream<RuleView> rules() {
    return policies.stream().flatMap(policy -> policy.rules().stream());
  }

  /** Every object: those that are rendered, and those that rules generate. */
  List<ObjectView> objects() {
    return objects;
  }

  Stream<ObjectView> objects(String kind) {
    return objects.stream().filter(object -> object.kind().equals(kind));
  }

  /** The rendered ones among them. */
  Stream<ObjectView> rendered(String kind) {
    return objects(kind).filter(object -> object.rule().isEmpty());
  }

  /** The namespace of that name, if it is among the manifests. */
  Optional<ObjectView> namespace(Optional<String> name) {
    return rendered("Namespace")
        .filter(object -> Optional.of(object.name()).equals(name))
        .findFirst();
  }

  void report(ObjectView object, LintId id, String field, String problem, String repair) {
    object.report(problems(object.owner()), id, field, problem, repair);
  }

  void report(RuleView rule, LintId id, String pointer, String problem, String repair) {
    problems(rule.policy()).add(id, pointer, rule.at(pointer), problem, repair);
  }
}
