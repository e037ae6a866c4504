package dev.kyverdict.engine.context;

/**
 * An entry that a rule registered.
 *
 * <p>Basis: {@code pkg/engine/context/deferred.go}, {@code pkg/engine/context/loaders}.
 */
abstract class Loader {

  private final EntryName name;
  private final String origin;
  private boolean matched;
  private int level;

  /**
   * A loader.
   *
   * @param name the name of the entry
   * @param kind its kind, for explanations
   */
  Loader(EntryName name, String kind) {
    this.name = name;
    this.origin = name.text() + " (" + kind + ")";
  }

  final String name() {
    return name.text();
  }

  /** The name and the kind. */
  final String origin() {
    return origin;
  }

  final boolean isIn(String query) {
    return name.isIn(query);
  }

  /** The number of checkpoints when it was registered. */
  final int level() {
    return level;
  }

  final void registerAt(int newLevel) {
    level = newLevel;
  }

  /** Whether a query has asked for it since the last reset. */
  final boolean matched() {
    return matched;
  }

  final void matched(boolean value) {
    matched = value;
  }

  /** Whether it has data: then a query does not load it again. */
  abstract boolean hasLoaded();

  /** Gets the data, if there are none yet, and puts them into the context. */
  abstract void load(JsonContext context);
}
