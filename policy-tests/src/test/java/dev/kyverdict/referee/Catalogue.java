package dev.kyverdict.referee;

import java.time.Duration;
import java.util.Optional;

/** The states of the catalogue. */
enum Catalogue {
  /** Current, and lists the claim. */
  LISTS,
  /** Current, and does not list the claim. */
  DOES_NOT_LIST,
  /** Older than 15 minutes. */
  STALE,
  /** Older than 15 minutes, and does not list the claim. */
  STALE_WITHOUT,
  /** Without the time of its listing. */
  WITHOUT_TIME,
  /** With a time that is none. */
  GARBLED_TIME,
  /** Dated an hour ahead. */
  FROM_THE_FUTURE,
  /** Dated an hour ahead, and does not list the claim. */
  FROM_THE_FUTURE_WITHOUT;

  /** Adds itself to a world. */
  World in(World world) {
    return switch (this) {
      case LISTS -> world.catalogue(Duration.ofMinutes(6), true);
      case DOES_NOT_LIST -> world.catalogue(Duration.ofMinutes(6), false);
      case STALE -> world.catalogue(Duration.ofMinutes(16), true);
      case STALE_WITHOUT -> world.catalogue(Duration.ofMinutes(16), false);
      case WITHOUT_TIME -> world.catalogue(Optional.empty(), false);
      case GARBLED_TIME -> world.catalogue(Optional.of("yesterday"), false);
      case FROM_THE_FUTURE -> world.catalogue(Duration.ofMinutes(-60), true);
      case FROM_THE_FUTURE_WITHOUT -> world.catalogue(Duration.ofMinutes(-60), false);
    };
  }

  /** Whether it has no time, so that nothing can be decided by it. */
  boolean unreadable() {
    return this == WITHOUT_TIME || this == GARBLED_TIME;
  }

  /** Whether it is believed. */
  boolean current() {
    return this == LISTS || this == DOES_NOT_LIST;
  }
}
