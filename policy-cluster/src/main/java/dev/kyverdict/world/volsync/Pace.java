package dev.kyverdict.world.volsync;

import java.time.Duration;

/**
 * How long movers take, by choice: a restore of a small claim takes the 30 to 90 seconds that users
 * see.
 *
 * @param start until a mover's pod runs with its volumes
 * @param command what a call of restic takes that moves no data
 * @param transfer what a backup, a restore or a prune takes
 */
public record Pace(Duration start, Duration command, Duration transfer) {

  /** Small claims on a healthy network. */
  public static final Pace SMALL =
      new Pace(Duration.ofSeconds(15), Duration.ofSeconds(2), Duration.ofSeconds(20));
}
