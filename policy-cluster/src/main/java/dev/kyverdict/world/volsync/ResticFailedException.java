package dev.kyverdict.world.volsync;

import java.util.List;

/** A mover's script ends with an error. */
final class ResticFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<String> lines;

  /** With what it prints last. */
  ResticFailedException(String... lines) {
    super(String.join("\n", lines), null, false, false);
    this.lines = List.of(lines);
  }

  List<String> lines() {
    return lines;
  }
}
