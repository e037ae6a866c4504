package dev.kyverdict.testing;

import dev.kyverdict.cluster.Client;
import dev.kyverdict.cluster.Cluster;
import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.Request;
import dev.kyverdict.cluster.fault.Fault;
import dev.kyverdict.dsl.ResourceType;
import dev.kyverdict.engine.UserInfo;
import dev.kyverdict.model.KyvernoPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A cluster with Kyverno in it, and what users do there. A test takes one as its parameter. Objects
 * are YAML; a name in a namespace is {@code namespace/name}; a kind is {@code Kind}, or {@code
 * group/version/Kind} where the scenario has not seen one yet.
 */
public final class Scenario {

  /** Who acts unless a test says who. */
  static final UserInfo ADMIN =
      UserInfo.of("kubernetes-admin", "system:masters", "system:authenticated");

  private static final Duration NOTICE = Duration.ofSeconds(1);

  private final Play play;
  private final UserInfo user;

  Scenario(Play play) {
    this(play, ADMIN);
  }

  private Scenario(Play play, UserInfo user) {
    this.play = play;
    this.user = user;
  }

  Play play() {
    return play;
  }

  /** The same cluster as another user. */
  public Scenario as(String username, String... groups) {
    return new Scenario(play, UserInfo.of(username, groups));
  }

  /** The same cluster as another user. */
  public Scenario as(UserInfo somebody) {
    return new Scenario(play, somebody);
  }

  /** Applies policies, and comes back when they hold. */
  public Scenario policies(KyvernoPolicy... policies) {
    play.apply(List.of(policies));
    return this;
  }

  /**
   * Applies the policies of a YAML file, or of all YAML files below a folder; what else is in them
   * is put into the cluster first.
   *
   * @throws IllegalArgumentException with file, line and repair when one cannot be used
   */
  public Scenario policies(Path fileOrFolder) {
    PolicyFiles files = PolicyFiles.of(fileOrFolder);
    files.objects().forEach(play::load);
    if (files.policies().isEmpty()) {
      throw new IllegalArgumentException(
          fileOrFolder + ": no policy is in it; give a file or folder with a ClusterPolicy");
    }
    play.apply(files.policies());
    return this;
  }

  /** Puts objects into the cluster as if they had always been there. */
  public Scenario given(String... yaml) {
    for (String object : yaml) {
      play.load(Trees.yaml(object));
    }
    return this;
  }

  /**
   * Gives both of Kyverno's controllers rights, as a policy that looks up or makes objects of a
   * kind needs them. The engine alone looks at nobody's rights.
   *
   * @param verbs such as {@code get}, {@code list}, {@code create}; none stands for all
   */
  public Scenario kyvernoMay(ResourceType type, String... verbs) {
    return given(
        Rights.role(type, verbs.length == 0 ? List.of("*") : List.of(verbs)), Rights.binding(type));
  }

  /** Creates an object. */
  public Step create(String yaml) {
    return create(Trees.yaml(yaml));
  }

  /** Creates an object. */
  public Step create(JsonNode object) {
    return act("creates", object, client -> client.create(object));
  }

  /** Asks what would become of an object if it were created. */
  public Step dryRunCreate(String yaml) {
    JsonNode object = Trees.yaml(yaml);
    return act("tries to create", object, client -> client.create(object, "?dryRun=All"));
  }

  /** Replaces an object. */
  public Step update(String yaml) {
    JsonNode object = Trees.yaml(yaml);
    return act("updates", object, client -> client.update(object));
  }

  /** Applies an object, server-side. */
  public Step apply(String yaml, String fieldManager) {
    JsonNode object = Trees.yaml(yaml);
    return act("applies", object, client -> client.serverSideApply(object, fieldManager, false));
  }

  private Step act(String verb, JsonNode object, Function<Client, Reply> action) {
    play.expect(object);
    return play.act(user, verb, Trees.title(object), action);
  }

  /** Changes an object by a merge patch in YAML: null takes a field away. */
  public Step patch(String kind, String name, String yaml) {
    return patch(kind, name, Trees.yaml(yaml));
  }

  private Step patch(String kind, String name, JsonNode patch) {
    Name it = play.name(kind, name);
    return play.act(
        user,
        "patches",
        it.title(),
        client ->
            client.patch(
                it.apiVersion(),
                it.kind(),
                it.namespace(),
                it.name(),
                "",
                Request.MERGE_PATCH,
                patch));
  }

  /** Sets a label. */
  public Step label(String kind, String name, String key, String value) {
    ObjectNode patch = JsonNodeFactory.instance.objectNode();
    patch.putObject("metadata").putObject("labels").put(key, value);
    return patch(kind, name, patch);
  }

  /** Takes a label away. */
  public Step unlabel(String kind, String name, String key) {
    ObjectNode patch = JsonNodeFactory.instance.objectNode();
    patch.putObject("metadata").putObject("labels").putNull(key);
    return patch(kind, name, patch);
  }

  /** Deletes an object. */
  public Step delete(String kind, String name) {
    Name it = play.name(kind, name);
    return play.act(
        user,
        "deletes",
        it.title(),
        client -> client.delete(it.apiVersion(), it.kind(), it.namespace(), it.name()));
  }

  /** What the cluster holds under a name. */
  public Found object(String kind, String name) {
    play.looked();
    Name it = play.name(kind, name);
    Optional<JsonNode> object =
        client().find(it.apiVersion(), it.kind(), it.namespace(), it.name());
    return new Found(it.title(), object, play.story());
  }

  /**
   * The objects of a kind.
   *
   * @param namespace empty for all
   */
  public FoundAll objects(String kind, String namespace) {
    play.looked();
    String apiVersion = play.name(kind, namespace + "/").apiVersion();
    List<JsonNode> objects =
        client().list(apiVersion, Kinds.bare(kind), namespace, "").stream()
            .sorted(Comparator.comparing(Trees::name))
            .toList();
    String where = namespace.isEmpty() ? "" : " in " + namespace;
    return new FoundAll("every " + Kinds.bare(kind) + where, objects, play.story());
  }

  private Client client() {
    return new Client(cluster(), ADMIN);
  }

  /** Makes calls fail. */
  public Scenario inject(Fault fault) {
    play.stage().inject(fault);
    play.tell("from now on fails: " + fault.caller() + " at " + fault.path());
    return this;
  }

  /** Ends a fault. */
  public Scenario heal(Fault fault) {
    play.stage().heal(fault);
    play.tell("fails no more: " + fault.caller() + " at " + fault.path());
    return this;
  }

  /** Stops Kyverno's webhooks and its background controller. */
  public Scenario stopKyverno() {
    cluster().stop(Cluster.ADMISSION_CONTROLLER);
    cluster().stop(Cluster.BACKGROUND_CONTROLLER);
    play.tell("Kyverno is stopped");
    return this;
  }

  /** Starts both again. */
  public Scenario startKyverno() {
    cluster().start(Cluster.ADMISSION_CONTROLLER);
    cluster().start(Cluster.BACKGROUND_CONTROLLER);
    play.tell("Kyverno is started");
    return this;
  }

  /** Lets time pass. */
  public Scenario pass(Duration time) {
    play.pass(time);
    return this;
  }

  /**
   * Lets time pass until assertions hold.
   *
   * @throws AssertionError with what did not hold at last
   */
  public Scenario eventually(Duration atMost, Runnable assertions) {
    boolean holds = cluster().await(atMost, () -> holds(assertions));
    play.settle();
    if (!holds) {
      try {
        assertions.run();
      } catch (AssertionError last) {
        throw new AssertionError(
            "did not come within " + Play.text(atMost) + ":" + last.getMessage(), last);
      }
    }
    return this;
  }

  private static boolean holds(Runnable assertions) {
    try {
      assertions.run();
      return true;
    } catch (AssertionError notYet) {
      return false;
    }
  }

  /** Lets time pass, and checks all the while, every second, that assertions hold. */
  public Scenario throughout(Duration time, Runnable assertions) {
    for (Duration left = time; !left.isNegative(); left = left.minus(NOTICE)) {
      assertions.run();
      if (!left.isZero()) {
        cluster().pass(left.compareTo(NOTICE) < 0 ? left : NOTICE);
      }
    }
    play.settle();
    assertions.run();
    return this;
  }

  /** Checks assertions now and after every step from here on. */
  public Scenario invariant(String name, Runnable assertions) {
    play.invariant(name, assertions);
    return this;
  }

  /** The cluster itself. */
  public Cluster cluster() {
    play.stage().touched();
    return play.stage().cluster();
  }
}
