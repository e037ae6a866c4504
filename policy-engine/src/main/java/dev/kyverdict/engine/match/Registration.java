package dev.kyverdict.engine.match;

import static dev.kyverdict.model.Match.Operation.CREATE;
import static dev.kyverdict.model.Match.Operation.DELETE;
import static dev.kyverdict.model.Match.Operation.UPDATE;

import dev.kyverdict.engine.AdmissionRequest;
import dev.kyverdict.engine.ResourceKind;
import dev.kyverdict.model.Action;
import dev.kyverdict.model.Generate;
import dev.kyverdict.model.Match;
import dev.kyverdict.model.Match.Filter;
import dev.kyverdict.model.Match.Operation;
import dev.kyverdict.model.Match.Resources;
import dev.kyverdict.model.Rule;
import dev.kyverdict.model.Validate;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The kinds and operations that rules register with one webhook ({@code
 * pkg/controllers/webhook/controller.go} {@code mergeWebhook}, {@code utils.go} {@code
 * collectResourceDescriptions}).
 */
final class Registration {

  private static final Set<Operation> ALL = Set.of(Operation.values());
  private static final Set<Operation> CHANGES = Set.of(CREATE, UPDATE);
  private static final Set<Operation> OF_TARGETS = Set.of(CREATE, UPDATE, DELETE);
  private static final ResourceKind POD = new ResourceKind("", "v1", "Pod");

  private final Map<String, Set<Operation>> operations = new LinkedHashMap<>();

  /** Of all rules of a policy. */
  static Registration of(List<Rule> rules, boolean mutating) {
    Registration registration = new Registration();
    rules.forEach(rule -> registration.merge(ofRule(rule, mutating)));
    return registration;
  }

  /** Of one rule; a generate rule registers its targets too. */
  static Registration ofRule(Rule rule, boolean mutating) {
    Registration registration = new Registration();
    if (rule.action() instanceof Generate generate) {
      registration.addMatch(rule, ALL);
      registration.addTargets(generate.target(), generate.source());
      if (generate.source() instanceof Generate.ForEachSource(var loops)) {
        loops.forEach(loop -> registration.addTargets(loop.target(), loop.source()));
      }
    } else if (registers(rule.action(), mutating)) {
      registration.addMatch(rule, mutating ? CHANGES : ALL);
    }
    return registration;
  }

  private static boolean registers(Action action, boolean mutating) {
    return action instanceof Validate validate
        ? !mutating || hasManifests(validate)
        : mutating == Work.MUTATE.isDoneBy(action) || action instanceof Action.VerifyImages;
  }

  private static boolean hasManifests(Validate validate) {
    return validate.check() instanceof Validate.Manifests(var tree)
        && !tree.path("attestors").isEmpty();
  }

  private void addMatch(Rule rule, Set<Operation> otherwise) {
    Match match = rule.match();
    Stream.of(List.of(match.direct()), match.all(), match.any())
        .flatMap(List::stream)
        .map(Filter::resources)
        .forEach(resources -> add(resources, otherwise));
    rule.exclude().any().stream()
        .filter(Registration::namesKindsOnly)
        .map(Filter::resources)
        .forEach(this::remove);
  }

  private void add(Resources resources, Set<Operation> otherwise) {
    Set<Operation> named = Set.copyOf(resources.operations());
    resources.kinds().forEach(kind -> add(kind, named.isEmpty() ? otherwise : named));
  }

  private void add(String kind, Set<Operation> more) {
    operations.computeIfAbsent(kind, key -> EnumSet.noneOf(Operation.class)).addAll(more);
  }

  private static boolean namesKindsOnly(Filter filter) {
    Resources resources = filter.resources();
    return filter.subjects().isEmpty()
        && filter.roles().isEmpty()
        && filter.clusterRoles().isEmpty()
        && resources.name().orElse("").isEmpty()
        && resources.names().isEmpty()
        && resources.namespaces().isEmpty()
        && resources.annotations().isEmpty()
        && resources.selector().isEmpty()
        && resources.namespaceSelector().isEmpty();
  }

  private void remove(Resources resources) {
    Set<Operation> gone =
        resources.operations().isEmpty() ? ALL : Set.copyOf(resources.operations());
    List<String> kinds =
        resources.kinds().isEmpty() ? List.copyOf(operations.keySet()) : resources.kinds();
    for (String kind : kinds) {
      Optional.ofNullable(operations.get(kind)).ifPresent(left -> left.removeAll(gone));
    }
  }

  private void addTargets(Generate.Target target, Generate.Source source) {
    String kind = target.kind().orElse("");
    if (!kind.isEmpty()) {
      add(kind, OF_TARGETS);
    } else if (source instanceof Generate.CloneList list) {
      list.kinds().forEach(one -> add(one, OF_TARGETS));
    }
  }

  private void merge(Registration other) {
    other.operations.forEach(this::add);
  }

  /** By the kind as it is written. */
  Map<String, Set<Operation>> operations() {
    return operations;
  }

  /** The same, ready to be asked. */
  List<Entry> entries() {
    return operations.entrySet().stream()
        .map(entry -> new Entry(KindSelector.parse(entry.getKey()), Set.copyOf(entry.getValue())))
        .toList();
  }

  /**
   * One kind.
   *
   * @param kind the kind
   * @param operations its operations
   */
  record Entry(KindSelector kind, Set<Operation> operations) {}

  /** A Policy that names every kind registers those in namespaces only. */
  static boolean isAbout(KindSelector kind, AdmissionRequest request, boolean ofPolicy) {
    boolean scoped = ofPolicy && kind.kind().equals("*");
    return names(kind, request) && !(scoped && isClusterScoped(request));
  }

  private static boolean isClusterScoped(AdmissionRequest request) {
    return request.namespace().isEmpty() || request.parent().kind().equals("Namespace");
  }

  /** A written-out Pod brings its ephemeral containers along. */
  static boolean names(KindSelector selector, AdmissionRequest request) {
    return selector.matches(request.parent(), request.subResource())
        || (request.subResource().equals("ephemeralcontainers")
            && request.parent().equals(POD)
            && !selector.kind().equals("*")
            && selector.matches(POD, ""));
  }
}
