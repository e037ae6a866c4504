package dev.kyverdict.engine.policies;

/** A refusal that knows where in its rule it stands; Kyverno writes the place before it. */
final class PlacedRefusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String path;
  private final String text;

  PlacedRefusal(String path, String text) {
    super(text, null, false, false);
    this.path = path;
    this.text = text;
  }

  /** The place. */
  String path() {
    return path;
  }

  /** Kyverno's words. */
  String text() {
    return text;
  }
}
