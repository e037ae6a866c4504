package dev.kyverdict.cluster.fault;

import dev.kyverdict.cluster.ApiPath;
import dev.kyverdict.cluster.Reply.Why;
import dev.kyverdict.cluster.Request;
import dev.kyverdict.values.Wildcard;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * Calls that fail: which, when, and how. Of calls that fit, the first is number 1.
 *
 * @param caller the user's name; {@code *} and {@code ?} are wildcards
 * @param verbs Kubernetes' verbs; none stands for all
 * @param path the path with its query; {@code *} and {@code ?} are wildcards
 * @param first the number of the first call that is struck
 * @param count how many are struck from there on
 * @param from no call before this moment fits
 * @param until no call at or after this moment fits
 * @param effect what happens to them
 */
public record Fault(
    String caller,
    Set<String> verbs,
    String path,
    int first,
    int count,
    Instant from,
    Instant until,
    Effect effect) {

  /** Copies the set. */
  public Fault {
    verbs = Set.copyOf(verbs);
    if (first < 1 || count < 1) {
      throw new IllegalArgumentException(
          "fault at "
              + path
              + ": calls are counted from 1 and at least one is struck; got first "
              + first
              + " and count "
              + count);
    }
  }

  /** Every call at a path, by anybody, always. */
  public static Fault at(String path, Effect effect) {
    return new Fault("*", Set.of(), path, 1, Integer.MAX_VALUE, Instant.MIN, Instant.MAX, effect);
  }

  /** Every call at a path is answered with this status and nothing is done. */
  public static Fault answers(String path, int status) {
    return at(path, new Effect.Answers(status, "injected fault: status " + status));
  }

  /** No call at a path ever arrives; the caller runs into its time-out. */
  public static Fault timesOut(String path) {
    return at(path, new Effect.Loses(Why.TIMED_OUT));
  }

  /** The same for calls of one caller. */
  public Fault by(String user) {
    return new Fault(user, verbs, path, first, count, from, until, effect);
  }

  /** The same for some verbs. */
  public Fault on(String... some) {
    return new Fault(caller, Set.of(some), path, first, count, from, until, effect);
  }

  /** The same for the call of one number alone. */
  public Fault onlyTheCall(int number) {
    return new Fault(caller, verbs, path, number, 1, from, until, effect);
  }

  /** The same for a number of calls, beginning with the first. */
  public Fault times(int number) {
    return new Fault(caller, verbs, path, first, number, from, until, effect);
  }

  /** The same for a while. */
  public Fault between(Instant start, Instant end) {
    return new Fault(caller, verbs, path, first, count, start, end, effect);
  }

  /** The same for a while from a moment on. */
  public Fault during(Instant start, Duration length) {
    return between(start, start.plus(length));
  }

  boolean fits(Request request, Instant now) {
    return Wildcard.matches(caller, request.user().username())
        && Wildcard.matches(path, request.path())
        && (verbs.isEmpty() || verbs.contains(ApiPath.of(request.path()).verb(request.method())))
        && !now.isBefore(from)
        && now.isBefore(until);
  }

  boolean strikes(int number) {
    return number >= first && number - first < count;
  }
}
