package dev.kyverdict.explore;

import dev.kyverdict.cluster.Cluster;
import dev.kyverdict.cluster.Reply;
import dev.kyverdict.engine.RuleOutcome;
import dev.kyverdict.world.batch.PreWarmDecisions;
import dev.kyverdict.world.batch.PreWarmDecisions.Act;
import dev.kyverdict.world.kube.Trees;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells a path of an exploration once more, by requests to a simulated cluster: its API server and
 * its Kyverno decide, and what the other actors do is done in the order that is told.
 */
public final class Retelling {

  private final Policies policies;
  private final SmallWorld world;
  private final PreWarmDecisions preWarm;
  private final Shelf shelf = new Shelf();
  private final Map<String, Integer> read = new TreeMap<>();
  private final Map<String, Integer> images = new TreeMap<>();
  private final Map<String, Integer> found = new TreeMap<>();
  private final Map<String, List<Act>> acts = new TreeMap<>();
  private final Map<String, Integer> filled = new TreeMap<>();
  private Instant began = Concrete.NOW;
  private int syncs;
  private Hands hands;
  private Optional<Reply> last = Optional.empty();

  private Retelling(Policies policies, SmallWorld world) {
    this.policies = policies;
    this.world = world;
    this.preWarm = PreWarmDecisions.of(policies.preWarm());
    this.hands = new Hands(Ground.of(policies, Concrete.NOW));
  }

  /** In a cluster with these manifests, from a beginning. */
  public static Retelling of(Policies policies, SmallWorld world, SmallWorld.Beginning beginning) {
    Retelling retelling = new Retelling(policies, world);
    if (beginning != SmallWorld.Beginning.NEW) {
      for (JsonNode claim : world.claims()) {
        retelling.shelf.save(Trees.key(claim), Concrete.NOW.minus(Duration.ofDays(1)));
      }
    }
    if (beginning == SmallWorld.Beginning.KNOWN) {
      retelling.lists();
      retelling.publishes();
    }
    return retelling;
  }

  /** Tells a whole path but for its last word. */
  public static Retelling of(Policies policies, SmallWorld world, Witness witness) {
    Retelling retelling = of(policies, world, witness.beginning());
    witness.steps().forEach(step -> retelling.tell(step.deed(), step.subject(), step.answer()));
    return retelling;
  }

  /** One step, as {@link Step} has it. */
  public Retelling tell(String deed, String subject, String answer) {
    if (!answer.isEmpty() && !deed.equals("CREATE")) {
      throw new IllegalArgumentException("a fault is not told here: " + answer);
    }
    switch (Deed.valueOf(deed)) {
      case DEPLOY -> hands.put(namespace(subject));
      case BASE_SECRET -> hands.put(Trees.head("v1", "Secret", subject, "volsync-rustfs-base"));
      case CREATE -> create(subject, answer);
      case DELETE_APP -> hands.delete("v1", "Namespace", "", subject);
      case DELETE_CLAIM -> {
        hands.cluster().start(Cluster.BACKGROUND_CONTROLLER);
        hands.deleteClaim(subject);
        hands.background(true);
      }
      case TOUCH -> last = Optional.of(hands.touch(subject));
      case GENERATE -> hands.background(true);
      case COLLECT -> hands.background(false);
      case SECRET -> hands.secretReady(subject);
      case PROVISION -> provision(subject);
      case WRITE, BACKUP_BEGINS -> {}
      case BACKUP_ENDS -> shelf.save(subject, hands.cluster().now());
      case SYNC_BEGINS -> begins(subject);
      case SYNC_READS -> read.put(subject, shelf.newest(subject));
      case SYNC_ENDS -> ends(subject);
      case RUN_BEGINS -> began = hands.cluster().now();
      case RUN_LISTS -> lists();
      case RUN_PUBLISHES -> publishes();
      case RUN_LOOKS -> acts.put(subject, decided(subject));
      case RUN_ACTS -> acts.getOrDefault(subject, List.of()).forEach(it -> act(subject, it));
      case RUN_ENDS, RUN_DIES, WAIT -> {}
      case TIME -> hands.cluster().pass(SmallWorld.STEP);
      case DAY -> hands.cluster().pass(Duration.ofDays(1));
      case REBUILD -> hands = new Hands(Ground.of(policies, hands.cluster().now()));
    }
    return this;
  }

  private JsonNode namespace(String name) {
    return world
        .inventory()
        .namespaces()
        .getOrDefault(name, Trees.head("v1", "Namespace", "", name));
  }

  private void create(String subject, String answer) {
    boolean down = answer.contains("Kyverno is down");
    if (down) {
      hands.cluster().stop(Cluster.ADMISSION_CONTROLLER);
    }
    JsonNode claim = world.inventory().claims().getOrDefault(subject, Trees.object());
    last = Optional.of(hands.create(claim));
    if (down) {
      hands.cluster().start(Cluster.ADMISSION_CONTROLLER);
    }
    filled.remove(subject);
  }

  private void provision(String claim) {
    boolean restored = hands.claim(claim).filter(it -> names(it)).isPresent();
    filled.put(claim, restored ? held(claim) : 0);
  }

  private void begins(String claim) {
    ObjectNode status = Trees.object();
    hands.destinationStatus(claim, status.put("lastSyncStartTime", now()));
  }

  private String now() {
    return Trees.time(hands.cluster().now());
  }

  private void ends(String claim) {
    int content = read.getOrDefault(claim, 0);
    String image = "volsync-dest-" + ++syncs;
    images.put(image, content);
    ObjectNode status = Trees.object().putNull("lastSyncStartTime").put("lastSyncTime", now());
    JsonNode destination = hands.destination(claim).orElseThrow();
    status.put("lastManualSync", Trees.text(destination, "spec/trigger/manual"));
    status
        .putObject("latestImage")
        .put("apiGroup", "snapshot.storage.k8s.io")
        .put("kind", "VolumeSnapshot")
        .put("name", image);
    String logs =
        content == 0 ? "No eligible snapshots found\nNo data will be restored" : "restoring";
    status.putObject("latestMoverStatus").put("result", "Successful").put("logs", logs);
    hands.destinationStatus(claim, status);
  }

  private void lists() {
    found.clear();
    for (JsonNode claim : world.claims()) {
      boolean listed = preWarm.hasCatalogue() || isUsable(Trees.namespace(claim));
      found.put(Trees.key(claim), listed ? shelf.newest(Trees.key(claim)) : 0);
    }
  }

  private boolean isUsable(String namespace) {
    return hands.hasBase(namespace) || !preWarm.demandsBaseSecret();
  }

  private void publishes() {
    ObjectNode map =
        Trees.head("v1", "ConfigMap", preWarm.catalogueNamespace(), preWarm.catalogue());
    ObjectNode metadata = Trees.below(map, "metadata");
    metadata.putObject("labels").put("app.kubernetes.io/managed-by", "volsync-prewarm");
    metadata.putObject("annotations").put("volsync.backup/updated", Trees.time(began));
    ObjectNode data = map.putObject("data");
    found.forEach(
        (claim, number) -> {
          if (number > 0) {
            data.put(claim.replace('/', '.'), Concrete.tag(number));
            shelf.list(claim, number);
          }
        });
    hands.replace(map);
  }

  private List<Act> decided(String claim) {
    int slash = claim.indexOf('/');
    return preWarm.about(
        claim.substring(0, slash),
        claim.substring(slash + 1),
        Concrete.tag(found.getOrDefault(claim, 0)),
        hands.cluster().now(),
        hands.destination(claim),
        hands.claim(claim),
        hands.secret(claim));
  }

  private void act(String claim, Act act) {
    switch (act.verb()) {
      case SAYS, WAITS -> {}
      case MAKES_SECRET, MAKES_DESTINATION -> {
        if (hands.namespaceOf(claim).isPresent()) {
          hands.put(act.document());
        }
      }
      case PATCHES_DESTINATION -> hands.patchDestination(claim, act.document());
    }
  }

  private static boolean names(JsonNode claim) {
    return Trees.text(claim, "spec/dataSourceRef/name").equals(Trees.name(claim) + "-restore");
  }

  private int held(String claim) {
    return hands
        .destination(claim)
        .map(it -> Trees.text(it, "status/latestImage/name"))
        .map(it -> images.getOrDefault(it, 0))
        .orElse(0);
  }

  /** Whether the cluster shows that an invariant does not hold for a claim. */
  public boolean breaks(Invariant invariant, String claim) {
    Optional<JsonNode> object = hands.claim(claim);
    boolean restored = object.filter(Retelling::names).isPresent();
    boolean empty = object.isPresent() && !restored;
    boolean denied = object.isEmpty() && last.filter(it -> !it.ok()).isPresent();
    int must = shelf.must(claim, hands.cluster().now());
    int held = filled.getOrDefault(claim, held(claim));
    return switch (invariant) {
      case DENIED_BY_ERROR -> denied && !isSaid();
      case NEW_CLAIM_DENIED -> denied && shelf.newest(claim) == 0;
      case NAMES_NO_IMAGE -> restored && !hasImage(claim);
      case GIVEN_AN_EMPTY_IMAGE -> restored && hasImage(claim) && held == 0;
      case STARTS_EMPTY -> empty && must > 0;
      case RESTORED_TOO_OLD -> restored && held > 0 && held < must;
      case SECRET_TAKEN -> hands.destination(claim).isPresent() && hands.secret(claim).isEmpty();
      case GIVEN_ANOTHER_SIZE -> throw new IllegalArgumentException("a size is not told here");
      case STRANGER_TOUCHED, OWNER_OVERRULED -> denied || restored;
      case CHANGE_REFUSED -> last.filter(it -> !it.ok()).isPresent();
      case NOT_BACKED_UP -> object.isPresent() && !hands.isBackedUp(claim);
      case SOURCE_STAYS -> object.isEmpty() && hands.source(claim).isPresent();
      case NEVER_ADMITTED -> object.isEmpty();
    };
  }

  private boolean isSaid() {
    return hands.cluster().decisions().getLast().decision().rules().stream()
        .anyMatch(it -> it.outcome() instanceof RuleOutcome.Failed);
  }

  private boolean hasImage(String claim) {
    JsonNode image =
        hands
            .destination(claim)
            .map(it -> Trees.at(it, "status/latestImage"))
            .orElse(Trees.object());
    return Trees.text(image, "kind").equals("VolumeSnapshot")
        && !Trees.text(image, "name").isEmpty();
  }
}
