package dev.kyverdict.world.volsync;

import java.util.Arrays;

/**
 * Versions of VolSync whose restores differ ({@code CHANGELOG.md}, {@code mover-restic/entry.sh}).
 */
public enum VolSyncVersion {
  /** A restore that finds nothing, for whatever reason, succeeds with nothing. */
  V0_8_0("0.8.0"),
  /** A restore from a path without a repository fails. */
  V0_9_0("0.9.0"),
  /** A restore from a path without a repository makes one, and succeeds with nothing. */
  V0_16_0("0.16.0");

  private static final String IMAGE = "quay.io/backube/volsync:";

  private final String text;

  VolSyncVersion(String text) {
    this.text = text;
  }

  String image() {
    return IMAGE + text;
  }

  static VolSyncVersion of(String image) {
    return Arrays.stream(values())
        .filter(it -> it.image().equals(image))
        .findFirst()
        .orElse(V0_16_0);
  }
}
