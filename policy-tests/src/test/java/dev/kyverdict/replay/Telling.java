package dev.kyverdict.replay;

import dev.kyverdict.cluster.live.LiveCluster;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Tells stories to a real cluster, those that begin alike one after another: what they have in
 * common is told once, and the cluster is taken back to that moment for each.
 */
public final class Telling {

  /** Beginnings that are shorter are told again. */
  private static final int WORTH_KEEPING = 15;

  private final LiveCluster cluster;
  private final Namespaces namespaces;
  private final Ground ground;
  private final Ground.Stock nothing;
  private Optional<Kept> kept = Optional.empty();

  /**
   * The cluster with a beginning in it.
   *
   * @param tale whose
   * @param length of the beginning
   * @param replay that told it
   * @param stock what there was then
   */
  private record Kept(Tale tale, int length, LiveReplay replay, Ground.Stock stock) {}

  /**
   * What came of it.
   *
   * @param tales how many there were
   * @param different how many of them had to be told
   * @param claims how many requests asked for a claim
   * @param generated how many writes of Kyverno were found again
   * @param differences from the stories, in words
   * @param failed the stories in which something differs
   */
  public record Result(
      int tales,
      int different,
      long claims,
      long generated,
      List<String> differences,
      Set<String> failed) {

    @Override
    public String toString() {
      return "%d worlds, %d different ones, %d requests for claims, %d writes of Kyverno"
          .formatted(tales, different, claims, generated);
    }
  }

  private Telling(LiveCluster cluster) {
    this.cluster = cluster;
    this.namespaces = new Namespaces(cluster);
    this.ground = new Ground(cluster, namespaces);
    this.nothing = ground.nothing();
  }

  /** Tells all of them to a cluster in which nothing is. */
  public static Result to(LiveCluster cluster, List<Tale> tales) {
    return new Telling(cluster).all(tales);
  }

  /** Those that differ; those that another one begins with, and are told with it, come with it. */
  static List<List<Tale>> different(List<Tale> tales) {
    List<Tale> sorted = new ArrayList<>(tales);
    sorted.sort(Comparator.comparing(Tale::order));
    List<List<Tale>> different = new ArrayList<>();
    List<Tale> alike = new ArrayList<>();
    for (int i = 0; i < sorted.size(); i++) {
      alike.add(sorted.get(i));
      if (i + 1 == sorted.size() || !sorted.get(i).begins(sorted.get(i + 1))) {
        different.add(List.copyOf(alike));
        alike.clear();
      }
    }
    return different;
  }

  private Result all(List<Tale> tales) {
    List<List<Tale>> different = different(tales);
    List<Tale> longest = different.stream().map(List::getLast).toList();
    List<String> differences = new ArrayList<>();
    Set<String> failed = new TreeSet<>();
    for (int i = 0; i < longest.size(); i++) {
      Tale tale = longest.get(i);
      List<String> found = patiently(tale, beginning(tale, longest, i));
      found.forEach(it -> differences.add(tale + ": " + it));
      if (!found.isEmpty()) {
        different.get(i).forEach(it -> failed.add(it.story()));
      }
    }
    return new Result(
        tales.size(),
        longest.size(),
        longest.stream().mapToLong(Tale::claims).sum(),
        longest.stream().mapToLong(Tale::writes).sum(),
        differences,
        failed);
  }

  /** How much of a tale the next ones begin with as well. */
  private static int beginning(Tale tale, List<Tale> all, int index) {
    int common = 0;
    int prelude = tale.prelude();
    for (int i = index + 1; i < all.size(); i++) {
      int next = tale.inCommon(all.get(i));
      if (next < WORTH_KEEPING) {
        break;
      }
      common = common == 0 ? next : Math.min(common, next);
    }
    return Math.min(common, prelude);
  }

  /**
   * A busy machine lets a real cluster time out now and then, and Kyverno's controllers are in a
   * race with others: what they do twice counts, the second time in a cluster that is built anew.
   */
  private List<String> patiently(Tale tale, int keep) {
    LiveReplay first = told(tale, keep);
    if (first.differences().isEmpty()) {
      return List.of();
    }
    System.out.println(tale + " differs, told once more: " + first.differences());
    return told(tale, keep).differences();
  }

  private LiveReplay told(Tale tale, int keep) {
    long start = System.nanoTime();
    Kept from = begun(tale, keep);
    long ready = System.nanoTime();
    int mark = cluster.audit().size();
    List<Exchange> rest = tale.exchanges().subList(from.length(), tale.exchanges().size());
    LiveReplay replay =
        from.replay()
            .from(moment(tale, from.length()))
            .play(rest)
            .end(tale.generated(), rest, mark);
    System.out.printf(
        "%s: %d requests and a beginning of %d, %d for claims; %.1f s to be ready, %.1f s%n",
        tale,
        replay.said(),
        from.length(),
        tale.claims(),
        (ready - start) / 1e9,
        (System.nanoTime() - ready) / 1e9);
    if (!replay.differences().isEmpty()) {
      kept = Optional.empty();
    }
    return replay;
  }

  /** The cluster at the end of a beginning, which may go on where a shorter one ends. */
  private Kept begun(Tale tale, int keep) {
    Kept before =
        kept.filter(it -> tale.inCommon(it.tale()) >= it.length())
            .filter(it -> ground.back(it.stock()))
            .orElseGet(() -> afresh(tale));
    Kept after = before.length() < keep ? longer(before, tale, keep) : before;
    kept = Optional.of(after);
    return after;
  }

  private Kept afresh(Tale tale) {
    if (!ground.back(nothing)) {
      throw new IllegalStateException("an earlier story does not end");
    }
    ground.give(tale.objects());
    LiveReplay replay = LiveReplay.of(cluster, namespaces, moment(tale, 0));
    return new Kept(tale, 0, replay, ground.stock());
  }

  private Kept longer(Kept before, Tale tale, int keep) {
    LiveReplay replay =
        before
            .replay()
            .from(moment(tale, before.length()))
            .play(tale.exchanges().subList(before.length(), keep))
            .settled();
    return new Kept(tale, keep, replay, ground.stock());
  }

  private static Instant moment(Tale tale, int index) {
    List<Exchange> all = tale.exchanges();
    return all.get(Math.min(index, all.size() - 1)).at();
  }
}
