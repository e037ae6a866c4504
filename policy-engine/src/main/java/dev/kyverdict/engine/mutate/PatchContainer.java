package dev.kyverdict.engine.mutate;

import dev.kyverdict.engine.EvaluationException;
import tools.jackson.databind.JsonNode;

/** An object or a list that a JSON patch looked into. */
sealed interface PatchContainer permits PatchObject, PatchList {

  /**
   * What a key or an index stands for; the empty key stands for the whole document at its top, and
   * for nothing below.
   *
   * @return {@link PatchCell#NIL} for {@code null}
   * @throws MissingException for a key that is not there
   * @throws EvaluationException for an index that is not there or no index
   */
  PatchCell get(String key) throws MissingException;

  /** Puts a value in the place of another. */
  void set(String key, PatchCell value);

  /** Sets a key, or inserts into the list. */
  void add(String key, PatchCell value);

  /** Removes; what is missing is ignored. */
  void remove(String key);

  /**
   * The tree by now, when this is so many levels below its top.
   *
   * @throws EvaluationException when it is nested too deeply
   */
  JsonNode toJson(int depth);

  /** Whether Go would write the same bytes for what {@link #toJson} gives. */
  boolean isCanonical();

  /** Whether its bytes are those of a value in a document that Go wrote. */
  boolean isSame(JsonNode original);

  /** There is no such key. */
  final class MissingException extends Exception {

    MissingException(String key) {
      super("unable to get nonexistent key: " + key + ": missing value", null, false, false);
    }

    EvaluationException within(String prefix) {
      return new EvaluationException(prefix + ": " + getMessage());
    }
  }
}
