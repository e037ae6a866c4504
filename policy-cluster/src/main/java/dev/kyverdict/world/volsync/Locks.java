package dev.kyverdict.world.volsync;

import dev.kyverdict.world.kube.Trees;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Locks of a repository ({@code restic/restic:internal/restic/lock.go}): an exclusive one bears no
 * other beside it. One that is left over stands until it is removed.
 */
final class Locks {

  /** A lock that nobody has renewed for so long is left over. */
  static final Duration STALE = Duration.ofMinutes(30);

  /** How often whoever holds a lock renews it. */
  static final Duration RENEWAL = Duration.ofMinutes(5);

  private Locks() {}

  /** Takes a lock; answers its name. */
  static String take(Repository repository, String mark, boolean exclusive) {
    for (String name : repository.names("locks")) {
      Optional<JsonNode> other = repository.read("locks/" + name);
      if (other.isPresent() && (exclusive || other.get().path("exclusive").asBoolean(false))) {
        boolean theirs = other.get().path("exclusive").asBoolean(false);
        throw new ResticFailedException(
            "unable to create lock in backend: repository is already locked %sby %s"
                .formatted(theirs ? "exclusively " : "", Trees.text(other.get(), "hostname")),
            "lock was created at " + Trees.text(other.get(), "time"),
            "the `unlock` command can be used to remove stale locks");
      }
    }
    String name = Repository.digest("lock " + mark);
    write(repository, name, mark, exclusive);
    return name;
  }

  private static void write(Repository repository, String name, String mark, boolean exclusive) {
    repository.write(
        "locks/" + name,
        Trees.object()
            .put("time", Trees.time(repository.host().now()))
            .put("exclusive", exclusive)
            .put("hostname", mark));
  }

  /** Renews a lock. */
  static void renew(Repository repository, String name) {
    Optional<JsonNode> lock = repository.read("locks/" + name);
    lock.ifPresent(
        it ->
            write(
                repository,
                name,
                Trees.text(it, "hostname"),
                it.path("exclusive").asBoolean(false)));
  }

  /** Removes those that are left over; answers how many. */
  static int unlock(Repository repository) {
    Instant limit = repository.host().now().minus(STALE);
    List<String> left =
        repository.names("locks").stream()
            .filter(
                name ->
                    repository
                        .read("locks/" + name)
                        .flatMap(lock -> Trees.time(lock, "time"))
                        .filter(time -> time.isBefore(limit))
                        .isPresent())
            .toList();
    left.forEach(name -> repository.delete("locks/" + name));
    return left.size();
  }
}
