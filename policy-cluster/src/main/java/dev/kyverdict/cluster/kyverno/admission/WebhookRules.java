package dev.kyverdict.cluster.kyverno.admission;

import dev.kyverdict.cluster.Discovery.Resource;
import dev.kyverdict.cluster.kyverno.Api;
import dev.kyverdict.cluster.kyverno.Kinds;
import dev.kyverdict.engine.admission.CompiledPolicy;
import dev.kyverdict.engine.admission.Webhook;
import dev.kyverdict.engine.autogen.Autogen;
import dev.kyverdict.engine.match.Webhooks;
import dev.kyverdict.engine.match.Work;
import dev.kyverdict.model.KyvernoPolicy;
import dev.kyverdict.model.Match.Operation;
import dev.kyverdict.model.Policy;
import dev.kyverdict.model.Rule;
import dev.kyverdict.model.Spec;
import dev.kyverdict.model.Spec.WebhookConfiguration;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The rules of one webhook: what its policies match, as resources of the API ({@code mergeWebhook}
 * in {@code pkg/controllers/webhook/controller.go}, {@code utils_webhook.go}).
 */
final class WebhookRules {

  private static final int USUAL_SECONDS = 10;
  private static final int MOST_SECONDS = 30;
  private static final String ALL = "*";
  private static final String NAMESPACED = "Namespaced";
  private static final String PODS = "pods";
  private static final String EPHEMERAL = "pods/ephemeralcontainers";

  private final Set<Entry> entries = new LinkedHashSet<>();

  private WebhookRules() {}

  /** Where and what. */
  private record Place(
      String group, String version, String resource, String subresource, String scope) {

    /** Everything that is as wide or wider, itself included. */
    Stream<Place> around() {
      return orAll(scope)
          .flatMap(
              it ->
                  orAll(group)
                      .flatMap(
                          inGroup ->
                              orAll(version)
                                  .flatMap(
                                      inVersion ->
                                          resources()
                                              .map(
                                                  one ->
                                                      new Place(
                                                          inGroup,
                                                          inVersion,
                                                          one.getFirst(),
                                                          one.getLast(),
                                                          it)))));
    }

    private Stream<List<String>> resources() {
      if (subresource.isEmpty()) {
        return Stream.concat(
            orAll(resource).map(it -> List.of(it, "")), Stream.of(List.of(ALL, ALL)));
      }
      return orAll(resource)
          .flatMap(it -> orAll(subresource).map(part -> List.of(it, part)))
          .distinct();
    }

    private static Stream<String> orAll(String text) {
      return Stream.of(text, ALL).distinct();
    }

    String path() {
      return subresource.isEmpty() ? resource : resource + "/" + subresource;
    }
  }

  private record Entry(Place place, Operation operation) {}

  /** What stands together in one rule. */
  private record Key(String group, String version, String scope, Set<Operation> operations) {}

  private record Line(Key key, Set<String> resources) {

    List<String> operations() {
      return key.operations().stream().map(Operation::name).sorted().toList();
    }
  }

  private static final Comparator<Collection<String>> BY_LENGTH =
      Comparator.<Collection<String>>comparingInt(Collection::size)
          .thenComparing(it -> String.join(",", it));

  private static final Comparator<Line> ORDER =
      Comparator.<Line, String>comparing(line -> line.key().group())
          .thenComparing(line -> line.key().version())
          .thenComparing(Line::resources, BY_LENGTH)
          .thenComparing(Line::operations, BY_LENGTH)
          .thenComparing(line -> line.key().scope());

  /** Of the policies of a webhook that are in one of the two configurations. */
  static WebhookRules of(Webhook webhook, boolean mutating, Api api) {
    WebhookRules rules = new WebhookRules();
    policies(webhook, mutating).forEach(policy -> rules.add(policy, mutating, api));
    return rules;
  }

  /** The policies of a webhook that are in one of the two configurations. */
  static Stream<KyvernoPolicy> policies(Webhook webhook, boolean mutating) {
    return webhook.policies().stream()
        .map(CompiledPolicy::policy)
        .filter(policy -> policy.spec().rules().stream().anyMatch(rule -> isIn(rule, mutating)));
  }

  private static boolean isIn(Rule rule, boolean mutating) {
    return Stream.of(Work.values())
        .anyMatch(work -> work.mutating() == mutating && work.isDoneBy(rule.action()));
  }

  /** The longest time that one of the policies asks for, if it is longer than usual. */
  static int seconds(Webhook webhook, boolean mutating) {
    int longest =
        policies(webhook, mutating)
            .map(KyvernoPolicy::spec)
            .mapToInt(WebhookRules::seconds)
            .max()
            .orElse(0);
    return Math.min(MOST_SECONDS, Math.max(USUAL_SECONDS, longest));
  }

  private static int seconds(Spec spec) {
    return spec.webhookConfiguration()
        .flatMap(WebhookConfiguration::timeoutSeconds)
        .or(spec::webhookTimeoutSeconds)
        .orElse(0);
  }

  private void add(KyvernoPolicy policy, boolean mutating, Api api) {
    Work work = mutating ? Work.MUTATE : Work.VALIDATE;
    String scope = policy instanceof Policy ? NAMESPACED : ALL;
    for (Rule rule : Autogen.rules(policy)) {
      Webhooks.operations(rule, work)
          .forEach((kind, operations) -> add(kind, operations, scope, api));
    }
  }

  private void add(String kind, Set<Operation> operations, String scope, Api api) {
    ClusterAccess.Selector selector = ClusterAccess.Selector.of(kind);
    if (selector.kind().equals(ALL)) {
      add(
          new Place(selector.group(), selector.version(), ALL, selector.subresource(), scope),
          operations);
      return;
    }
    for (Kinds.Found found :
        api.kinds()
            .all(
                api.cluster(),
                api.account(),
                selector.group(),
                selector.version(),
                selector.kind(),
                selector.subresource())) {
      Resource resource = found.resource();
      int slash = resource.apiVersion().indexOf('/');
      add(
          new Place(
              slash < 0 ? "" : resource.apiVersion().substring(0, slash),
              resource.apiVersion().substring(slash + 1),
              resource.plural(),
              found.subresource(),
              resource.namespaced() ? NAMESPACED : ALL),
          operations);
    }
  }

  private void add(Place place, Set<Operation> operations) {
    operations.forEach(operation -> entries.add(new Entry(place, operation)));
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  /** As they stand in the webhook: what a wider one covers is left out. */
  ArrayNode json() {
    Map<Place, Set<Operation>> kept = new HashMap<>();
    for (Entry entry : entries) {
      if (!isCovered(entry)) {
        kept.computeIfAbsent(entry.place(), place -> EnumSet.noneOf(Operation.class))
            .add(entry.operation());
      }
    }
    Map<Key, Set<String>> lines = new HashMap<>();
    kept.forEach(
        (place, operations) ->
            lines
                .computeIfAbsent(
                    new Key(place.group(), place.version(), place.scope(), Set.copyOf(operations)),
                    key -> new TreeSet<>())
                .add(place.path()));
    ArrayNode rules = JsonNodeFactory.instance.arrayNode();
    lines.entrySet().stream()
        .map(line -> new Line(line.getKey(), withEphemeral(line.getKey(), line.getValue())))
        .sorted(ORDER)
        .forEach(line -> write(line, rules));
    return rules;
  }

  private boolean isCovered(Entry entry) {
    return entry
        .place()
        .around()
        .filter(place -> !place.equals(entry.place()))
        .anyMatch(place -> entries.contains(new Entry(place, entry.operation())));
  }

  /** Pods bring their ephemeral containers along. */
  private static Set<String> withEphemeral(Key key, Set<String> resources) {
    boolean core = key.group().isEmpty() || key.group().equals(ALL);
    boolean first = key.version().equals("v1") || key.version().equals(ALL);
    if (core && first && (resources.contains(PODS) || resources.contains(ALL))) {
      resources.add(EPHEMERAL);
    }
    return resources;
  }

  private static void write(Line line, ArrayNode rules) {
    var rule = rules.addObject();
    rule.putArray("apiGroups").add(line.key().group());
    rule.putArray("apiVersions").add(line.key().version());
    ArrayNode operations = rule.putArray("operations");
    line.operations().forEach(operations::add);
    ArrayNode resources = rule.putArray("resources");
    line.resources().forEach(resources::add);
    rule.put("scope", line.key().scope());
  }
}
