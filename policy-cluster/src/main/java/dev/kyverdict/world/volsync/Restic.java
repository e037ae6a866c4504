package dev.kyverdict.world.volsync;

import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.Request;
import dev.kyverdict.cluster.Request.Method;
import dev.kyverdict.cluster.actor.Host;
import dev.kyverdict.engine.UserInfo;
import dev.kyverdict.world.kube.Trees;
import dev.kyverdict.world.storage.Longhorn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** The mover's script and restic, stage by stage ({@code mover-restic/entry.sh}). */
final class Restic {

  private static final String LOST_AND_FOUND = "lost+found";
  private static final String NO_DATA = "=== No data will be restored ===";

  private final Host host;
  private final UserInfo user;
  private final MoverRun run;

  Restic(Host host, MoverRun run) {
    this.host = host;
    this.user = UserInfo.of("volsync-mover:" + run.job().namespace() + "/" + run.job().name());
    this.run = run;
  }

  private Repository repository() {
    return Repository.at(host, user, run.variable("RESTIC_REPOSITORY"));
  }

  private String password() {
    return run.variable("RESTIC_PASSWORD");
  }

  /** Begins the current stage: opens the repository and takes the lock that it needs. */
  MoverRun begin() {
    return switch (run.stage()) {
      case START, CONTENTS -> run;
      case UNLOCK -> run.printing("=== Starting unlock ===");
      case CONFIG -> check();
      case INIT -> {
        if (repository().exists()) {
          throw new ResticFailedException(
              "Fatal: create repository at %s failed: config file already exists"
                  .formatted(run.variable("RESTIC_REPOSITORY")));
        }
        yield run;
      }
      case BACKUP -> locked(run.printing("=== Starting backup ==="), false);
      case FORGET -> locked(run.printing("=== Starting forget ==="), true);
      case PRUNE -> locked(run.printing("=== Starting prune ==="), true);
      case SNAPSHOTS -> locked(run.printing("=== Starting restore ==="), false);
      case RESTORE -> locked(run, false);
    };
  }

  private MoverRun check() {
    MoverRun begun = run.printing("=== Check for dir initialized ===");
    if (repository().exists()) {
      return locked(begun, false);
    }
    List<Stage> stages = new ArrayList<>(run.stages());
    stages.add(1, Stage.INIT);
    return begun.printing("=== Initialize Dir ===").facing(stages);
  }

  private MoverRun locked(MoverRun begun, boolean exclusive) {
    Repository repository = repository();
    String id = repository.open(password());
    String lock = Locks.take(repository, run.mark(), exclusive);
    boolean moves = run.stage() == Stage.BACKUP || run.stage() == Stage.RESTORE;
    MoverRun held = begun.holding(lock);
    return moves
        ? held.printing(
            "repository " + id + " opened (repository version 2) successfully, password is correct")
        : held;
  }

  /** Ends the current stage: does what it is for, and gives the lock back. */
  MoverRun end() {
    MoverRun ended =
        switch (run.stage()) {
          case START -> run.printing("Testing mandatory env variables").next();
          case UNLOCK -> unlock();
          case CONTENTS -> contents();
          case CONFIG -> run.next();
          case INIT -> initialize();
          case BACKUP -> backup();
          case FORGET -> forget();
          case PRUNE -> prune();
          case SNAPSHOTS -> select();
          case RESTORE -> restore();
        };
    release();
    return ended.holding("");
  }

  /** Gives the lock back, where there is one. */
  void release() {
    if (!run.held().isEmpty()) {
      repository().delete("locks/" + run.held());
    }
  }

  /** Renews the lock. */
  void renew() {
    Locks.renew(repository(), run.held());
  }

  private MoverRun unlock() {
    if (!repository().exists()) {
      return run.printing(Repository.NONE, "No repo, ignoring unlock error").next();
    }
    repository().open(password());
    int removed = Locks.unlock(repository());
    return run.printing("successfully removed " + removed + " locks").next();
  }

  private MoverRun contents() {
    MoverRun begun = run.printing("== Checking directory for content ===");
    return files().isEmpty()
        ? begun.printing("== Directory is empty skipping backup ===").facing(List.of())
        : begun.next();
  }

  private Map<String, String> files() {
    JsonNode files = disk(Method.GET, "/files", MissingNode.getInstance());
    Map<String, String> texts = Trees.texts(files);
    texts.remove(LOST_AND_FOUND);
    return texts;
  }

  private JsonNode disk(Method method, String path, JsonNode body) {
    String url = Longhorn.URL + "volumes/" + run.volume() + path;
    Reply reply = host.fetch(new Request(user, method, url, Request.JSON, body));
    if (!reply.ok()) {
      throw new ResticFailedException("Fatal: /data: input/output error: " + reply.message());
    }
    return reply.body();
  }

  private MoverRun initialize() {
    String id = repository().initialize(password(), run.mark());
    String location = run.variable("RESTIC_REPOSITORY");
    return run.printing("created restic repository " + id + " at " + location).next();
  }

  /** What cannot be read is left out, and the snapshot is saved all the same. */
  private MoverRun backup() {
    Map<String, String> files = files();
    Set<String> unreadable =
        disk(Method.GET, "", MissingNode.getInstance())
            .path("unreadable")
            .valueStream()
            .map(it -> it.asString(""))
            .collect(Collectors.toSet());
    boolean partial = files.keySet().removeAll(unreadable);
    String id = Repository.digest("snapshot " + run.mark());
    ObjectNode tree = Trees.object();
    files.forEach(tree::put);
    Repository repository = repository();
    String blob = Repository.digest("data " + tree);
    boolean first = repository.names("snapshots").isEmpty();
    repository.write("data/" + blob.substring(0, 2) + "/" + blob, Trees.object());
    repository.write("index/" + Repository.digest("index " + run.mark()), Trees.object());
    ObjectNode snapshot = Trees.object().put("time", host.now().toString());
    snapshot.put("hostname", "volsync").put("data", blob).put("partial", partial);
    snapshot.putArray("paths").add("/data");
    repository.write("snapshots/" + id, snapshot.set("files", tree));
    String saved = "snapshot " + id.substring(0, 8) + " saved";
    if (partial) {
      release();
      throw new ResticFailedException(saved, "Warning: at least one source file could not be read");
    }
    String parent =
        first ? "no parent snapshot found, will read all files" : "using parent snapshot";
    return run.printing(parent, "processed " + files.size() + " files, 1 MiB in 0:20", saved)
        .next();
  }

  private record Saved(String name, Instant time, List<String> paths, JsonNode body) {}

  private List<Saved> snapshots() {
    List<Saved> all = new ArrayList<>();
    for (String name : repository().names("snapshots")) {
      repository()
          .read("snapshots/" + name)
          .ifPresent(
              body ->
                  all.add(
                      new Saved(
                          name,
                          Trees.time(body, "time").orElse(Instant.EPOCH),
                          body.path("paths").valueStream().map(it -> it.asString("")).toList(),
                          body)));
    }
    all.sort(Comparator.comparing(Saved::time));
    return all;
  }

  /** Snapshots of the same paths are counted together. */
  private MoverRun forget() {
    Map<List<String>, Map<String, Instant>> groups =
        snapshots().stream()
            .filter(it -> Trees.text(it.body(), "hostname").equals("volsync"))
            .collect(
                Collectors.groupingBy(
                    Saved::paths,
                    LinkedHashMap::new,
                    Collectors.toMap(
                        Saved::name, Saved::time, (one, other) -> one, LinkedHashMap::new)));
    for (Map<String, Instant> group : groups.values()) {
      Retention.forgotten(run.variable("FORGET_OPTIONS"), group)
          .forEach(name -> repository().delete("snapshots/" + name));
    }
    return run.next();
  }

  private MoverRun prune() {
    Set<String> used =
        snapshots().stream().map(it -> Trees.text(it.body(), "data")).collect(Collectors.toSet());
    repository().names("data").stream()
        .filter(name -> !used.contains(name.substring(name.indexOf('/') + 1)))
        .forEach(name -> repository().delete("data/" + name));
    return run.next();
  }

  private MoverRun select() {
    List<Saved> eligible =
        new ArrayList<>(
            snapshots().stream()
                .filter(it -> it.paths().toString().contains("/data"))
                .toList()
                .reversed());
    String asOf = run.variable("RESTORE_AS_OF");
    int offset = 0;
    // what is no time counts as the year 1970, and nothing is old enough
    Instant limit = asOf.isEmpty() ? Instant.MAX : time(asOf);
    while (offset < eligible.size() && seconds(eligible.get(offset).time()).isAfter(limit)) {
      offset++;
    }
    offset += Integer.parseInt("0" + run.variable("SELECT_PREVIOUS"));
    if (offset >= eligible.size()) {
      return run.printing("No eligible snapshots found", NO_DATA).facing(List.of());
    }
    String id = eligible.get(offset).name();
    String options = run.variable("RESTORE_OPTIONS");
    MoverRun told = options.isEmpty() ? run : run.printing("RESTORE_OPTIONS: " + options);
    return told.printing("Selected restic snapshot with id: " + id.substring(0, 8))
        .choosing(id)
        .next();
  }

  private static Instant time(String text) {
    return Trees.time(Trees.object().put("time", text), "time").orElse(Instant.EPOCH);
  }

  private static Instant seconds(Instant time) {
    return Instant.ofEpochSecond(time.getEpochSecond());
  }

  /** Files that are not in the snapshot stay, unless they are to be deleted. */
  private MoverRun restore() {
    JsonNode snapshot =
        repository()
            .read("snapshots/" + run.chosen())
            .orElseThrow(
                () -> new ResticFailedException("Fatal: failed to find snapshot: no matching ID"));
    boolean deletes = run.variable("RESTORE_OPTIONS").contains("--delete");
    disk(deletes ? Method.PUT : Method.PATCH, "/files", snapshot.path("files"));
    return run.printing(
            "restoring <Snapshot %s of [/data] at %s by root@volsync> to ."
                .formatted(run.chosen().substring(0, 8), Trees.text(snapshot, "time")))
        .next();
  }

  /** Whether this script takes whatever goes wrong for a repository without snapshots. */
  boolean forgives() {
    return run.version() == VolSyncVersion.V0_8_0
        && (run.stage() == Stage.SNAPSHOTS || run.stage() == Stage.RESTORE);
  }

  /** What such a script prints. */
  MoverRun forgiven() {
    return run.printing("No eligible snapshots found", NO_DATA).facing(List.of());
  }
}
