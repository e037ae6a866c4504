package dev.kyverdict.engine.context;

import dev.kyverdict.engine.EvaluationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The registered entries, in their order.
 *
 * <p>Basis: {@code pkg/engine/context/deferred.go}. While an entry loads, queries see only those
 * before it; but once a nested one is loaded, that limit is gone.
 */
final class Loaders {

  private static final int NO_LIMIT = -1;

  private final List<Loader> loaders = new ArrayList<>();
  private int levelLimit = NO_LIMIT;
  private int indexLimit = NO_LIMIT;

  void add(Loader loader, int level) {
    loader.registerAt(level);
    loaders.add(loader);
  }

  /** Loads what a query names. */
  void loadMatching(String query, int currentLevel, JsonContext context) {
    if (loaders.isEmpty()) {
      return;
    }
    int level = levelLimit >= 0 ? levelLimit : currentLevel;
    int index = indexLimit >= 0 ? indexLimit : loaders.size();
    for (int i = next(query, level, index); i >= 0; i = next(query, level, index)) {
      loaders.get(i).matched(true);
      load(i, context);
    }
  }

  private int next(String query, int level, int index) {
    int end = Math.min(index, loaders.size());
    for (int i = 0; i < end; i++) {
      if (isPending(loaders.get(i), level) && loaders.get(i).isIn(query)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isPending(Loader loader, int level) {
    return !loader.matched() && loader.level() <= level && !loader.hasLoaded();
  }

  /** Whether there is anything that a query might load, other than what always loads the same. */
  boolean mayLoad(int currentLevel) {
    int level = levelLimit >= 0 ? levelLimit : currentLevel;
    int end = Math.min(indexLimit >= 0 ? indexLimit : loaders.size(), loaders.size());
    for (int i = 0; i < end; i++) {
      if (!(loaders.get(i) instanceof ImagesLoader) && isPending(loaders.get(i), level)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a query loads something. */
  boolean wouldLoad(String query, int currentLevel) {
    int level = levelLimit >= 0 ? levelLimit : currentLevel;
    return next(query, level, indexLimit >= 0 ? indexLimit : loaders.size()) >= 0;
  }

  private void load(int index, JsonContext context) {
    Loader loader = loaders.get(index);
    levelLimit = loader.level();
    indexLimit = index;
    try {
      loader.load(context);
    } finally {
      levelLimit = NO_LIMIT;
      indexLimit = NO_LIMIT;
    }
  }

  /**
   * Follows a return to a saved state.
   *
   * @param restored whether that state was dropped, else it is kept
   * @param level the number of saved states now
   */
  void reset(boolean restored, int level, JsonContext context) {
    loaders.forEach(loader -> loader.matched(false));
    for (int i = 0; i < loaders.size(); i++) {
      Loader loader = loaders.get(i);
      boolean loaded = loader.hasLoaded();
      if (loader.level() <= level && loaded && (restored || loader.level() < level)) {
        reload(i, context);
      }
      if (loader.level() > level || (loader.level() == level && (loaded || !restored))) {
        loaders.remove(i);
        i--;
      }
    }
  }

  private void reload(int index, JsonContext context) {
    try {
      load(index, context);
    } catch (EvaluationException logged) {
      // Upstream goes on too: a later query does not find the entry.
    }
  }

  /** The first entry that a query names. */
  Optional<Loader> named(String query) {
    for (Loader loader : loaders) {
      if (loader.isIn(query)) {
        return Optional.of(loader);
      }
    }
    return Optional.empty();
  }
}
