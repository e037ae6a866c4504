package dev.kyverdict.testing;

import dev.kyverdict.cluster.Client;
import dev.kyverdict.cluster.Reply;
import dev.kyverdict.engine.UserInfo;
import dev.kyverdict.engine.admission.Decision;
import dev.kyverdict.model.KyvernoPolicy;
import dev.kyverdict.testing.coverage.Coverage;
import dev.kyverdict.testing.mutants.Substitution;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The course of one test: what was done so far, and what must hold all the while. */
final class Play {

  private final Stage stage;
  private final Coverage coverage;
  private final Optional<Substitution> substitution;
  private final Story story;
  private final Kinds kinds = new Kinds();
  private final List<Step> steps = new ArrayList<>();
  private final Map<String, Runnable> invariants = new LinkedHashMap<>();
  private final Set<String> namespaces =
      new TreeSet<>(List.of("default", "kube-system", "kube-public", "kyverno"));
  private int counted;
  private boolean looked;

  Play(Stage stage, Coverage coverage, Optional<Substitution> substitution) {
    this.stage = stage;
    this.coverage = coverage;
    this.substitution = substitution;
    this.story = Story.of(stage);
  }

  Stage stage() {
    return stage;
  }

  Story story() {
    return story;
  }

  Name name(String kind, String name) {
    Name known = Name.of(kind, name, kinds);
    stage.know(known);
    return known;
  }

  /** Somebody looked at what the cluster holds. */
  void looked() {
    looked = true;
  }

  void tell(String what) {
    story.tell(stage.cluster().now(), what);
  }

  void apply(List<? extends KyvernoPolicy> policies) {
    policies.forEach(coverage::add);
    List<KyvernoPolicy> applied =
        substitution.map(it -> it.of(policies)).orElseGet(() -> List.copyOf(policies));
    for (KyvernoPolicy policy : applied) {
      try {
        stage.apply(policy);
      } catch (AssertionError refused) {
        substitution.ifPresent(Substitution::refused);
        throw refused;
      }
      tell("policy " + policy.metadata().name() + " is applied");
    }
    settle();
  }

  void load(JsonNode object) {
    expect(object);
    stage.load(object);
    tell("given " + Trees.title(object));
    settle();
  }

  /** The namespace of an object is there from the start, unless the scenario itself makes it. */
  void expect(JsonNode object) {
    kinds.learn(object);
    stage.know(Name.of(object));
    if (object.path("kind").asString("").equals("Namespace")) {
      namespaces.add(Trees.name(object));
      return;
    }
    String namespace = object.path("metadata").path("namespace").asString("");
    if (!namespace.isEmpty() && namespaces.add(namespace)) {
      ObjectNode tree = JsonNodeFactory.instance.objectNode();
      tree.put("apiVersion", "v1").put("kind", "Namespace");
      ObjectNode metadata = tree.putObject("metadata").put("name", namespace);
      metadata.putObject("labels").put("kubernetes.io/metadata.name", namespace);
      stage.load(tree);
    }
  }

  /** A user does something. */
  Step act(UserInfo user, String verb, String title, Function<Client, Reply> action) {
    stage.touched();
    int before = stage.decisions().size();
    Reply reply = action.apply(new Client(stage.cluster(), user));
    List<Decision> all = stage.decisions();
    List<Decision> own =
        all.subList(before, all.size()).stream()
            .filter(decision -> decision.request().user().username().equals(user.username()))
            .toList();
    Step step = new Step(title, reply, own, story, !stage.showsDecisions());
    steps.add(step);
    tell(user.username() + " " + verb + " " + title + ": " + step.outcome());
    settle();
    return step;
  }

  /** Time goes by. */
  void pass(Duration time) {
    stage.touched();
    stage.cluster().pass(time);
    tell("time passes: " + text(time));
    settle();
  }

  static String text(Duration time) {
    return time.toString().substring(2).toLowerCase(Locale.ROOT);
  }

  void invariant(String name, Runnable assertion) {
    invariants.put(name, assertion);
    check(name, assertion);
  }

  private void check(String name, Runnable assertion) {
    try {
      assertion.run();
    } catch (AssertionError broken) {
      throw new AssertionError("invariant broken: " + name + broken.getMessage(), broken);
    }
  }

  /** Counts what was decided, and asks the invariants. */
  void settle() {
    List<Decision> all = stage.decisions();
    all.subList(counted, all.size()).forEach(coverage::add);
    counted = all.size();
    invariants.forEach(this::check);
  }

  /** What made the test pass by accident, if something did. */
  Optional<String> accident() {
    for (Step step : steps) {
      if (!step.ok() && !step.isSeen()) {
        return Optional.of(
            step.failure(
                List.of(
                    "expected  : somebody looks at a refusal",
                    "but was   : refused, and no assertion is about it: " + step.outcome(),
                    "repair    : assert that it is denied, or make a request that is allowed")));
      }
    }
    boolean nothingSeen = !looked && steps.stream().noneMatch(Step::isSeen);
    if (nothingSeen && !steps.isEmpty() && invariants.isEmpty()) {
      return Optional.of(
          steps
              .getLast()
              .failure(
                  List.of(
                      "expected  : an assertion about something that happened",
                      "but was   : none",
                      "repair    : assertThat(scenario.create(...)), or"
                          + " assertThat(scenario.object(...))")));
    }
    return Optional.empty();
  }
}
