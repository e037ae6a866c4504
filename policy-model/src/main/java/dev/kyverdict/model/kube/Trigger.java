package dev.kyverdict.model.kube;

import java.util.Optional;

/**
 * {@code spec.trigger} of a ReplicationSource or ReplicationDestination. Without either field
 * VolSync syncs in an endless loop; {@code manual} switches {@code schedule} off.
 *
 * @param schedule {@code schedule}: five-field cron or a descriptor
 * @param manual {@code manual}: one sync per new value
 */
public record Trigger(Optional<String> schedule, Optional<String> manual) {

  /** A trigger by the clock. */
  public static Trigger schedule(String cron) {
    return new Trigger(Optional.of(cron), Optional.empty());
  }

  /** A trigger by hand. */
  public static Trigger manual(String tag) {
    return new Trigger(Optional.empty(), Optional.of(tag));
  }
}
