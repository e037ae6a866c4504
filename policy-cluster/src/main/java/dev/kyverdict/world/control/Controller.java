package dev.kyverdict.world.control;

import dev.kyverdict.cluster.actor.Actor;
import dev.kyverdict.cluster.actor.Change;
import dev.kyverdict.cluster.actor.Host;
import dev.kyverdict.cluster.actor.Work;
import dev.kyverdict.world.kube.Account;
import dev.kyverdict.world.kube.Alarms;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * A process with a work queue: what has changed is looked at, what failed is looked at again after
 * twice the time ({@code k8s.io/client-go/util/workqueue}).
 */
public abstract class Controller implements Actor {

  private static final Duration FIRST = Duration.ofMillis(5);
  private static final Duration LONGEST = Duration.ofSeconds(1000);
  private static final int DOUBLINGS = 30;

  /** How long a look takes, by choice; what changes meanwhile is seen at the next one. */
  private static final Duration LATENCY = Duration.ofMillis(20);

  /** How long a list that failed waits ({@code k8s.io/client-go/tools/cache/reflector.go}). */
  private static final Duration RELISTING = Duration.ofSeconds(1);

  /** Objects of a kind are still to be listed. */
  private record Unlisted(Kind kind) implements Work {}

  /** What an object concerns is still to be found out. */
  private record Unnoticed(Kind kind, JsonNode object) implements Work {}

  private final Alarms alarms;
  private final Map<String, Integer> failures;

  /** With nothing to do. */
  protected Controller() {
    this.alarms = new Alarms();
    this.failures = new TreeMap<>();
  }

  /** With the same to do as another. */
  protected Controller(Controller original) {
    this.alarms = original.alarms.copy();
    this.failures = new TreeMap<>(original.failures);
  }

  /** As whom it calls. */
  protected abstract Account account();

  /** What it watches. */
  protected abstract Set<Kind> kinds();

  /** What it lists when it starts; of others it only needs to know what changes. */
  protected Set<Kind> listed() {
    return kinds();
  }

  /** What is to be looked at because of an object, as it is now or as it was last. */
  protected abstract Collection<Key> concerned(Desk desk, Kind kind, JsonNode object);

  /**
   * Looks at something, and does the next that is to be done.
   *
   * @return when to look again even if nothing changes
   */
  protected abstract Optional<Duration> reconcile(Desk desk, Key key);

  /** How long it waits before the next look after a number of failures. */
  protected Duration pause(int number) {
    return doubled(FIRST, LONGEST, number);
  }

  /** Twice as long each time, up to a limit. */
  protected static Duration doubled(Duration first, Duration longest, int number) {
    Duration pause = first.multipliedBy(1L << Math.min(number - 1, DOUBLINGS));
    return pause.compareTo(longest) > 0 ? longest : pause;
  }

  @Override
  public final boolean watches(String group, String kind) {
    for (Kind one : kinds()) {
      if (one.kind().equals(kind) && one.group().equals(group)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void started(Host host) {
    alarms.clear();
    failures.clear();
    listed().stream().sorted().forEach(kind -> list(host, kind));
  }

  /** A watch that cannot begin is tried again. */
  private void list(Host host, Kind kind) {
    Desk desk = new Desk(host, account());
    try {
      desk.list(kind, "", "").forEach(object -> notice(desk, kind, object));
    } catch (CallFailedException failed) {
      // a kind that the cluster does not have is not waited for
      if (failed.status() != 404) {
        host.after(RELISTING, new Unlisted(kind));
      }
    }
  }

  @Override
  public final void changed(Host host, Change change) {
    Kind.of(change.object())
        .ifPresent(kind -> notice(new Desk(host, account()), kind, change.object()));
  }

  /** Upstream asks its caches for what is concerned, and these always answer in the end. */
  private void notice(Desk desk, Kind kind, JsonNode object) {
    try {
      concerned(desk, kind, object).forEach(key -> look(desk.host(), key, LATENCY));
    } catch (CallFailedException unknown) {
      desk.host().after(RELISTING, new Unnoticed(kind, object));
    }
  }

  /** Has something looked at after a while. */
  protected final void look(Host host, Key key, Duration delay) {
    alarms.in(host, delay, key.toString());
  }

  @Override
  public void run(Host host, Work work) {
    if (work instanceof Unlisted unlisted) {
      list(host, unlisted.kind());
    } else if (work instanceof Unnoticed unnoticed) {
      notice(new Desk(host, account()), unnoticed.kind(), unnoticed.object());
    } else if (work instanceof Alarms.Ring ring && alarms.heeds(ring)) {
      attend(host, ring.key());
    }
  }

  private void attend(Host host, String text) {
    Key key = Key.parse(text);
    try {
      Optional<Duration> again = reconcile(new Desk(host, account()), key);
      failures.remove(text);
      again.ifPresent(delay -> look(host, key, delay));
    } catch (CallFailedException failed) {
      look(host, key, pause(failures.merge(text, 1, Integer::sum)));
    }
  }
}
