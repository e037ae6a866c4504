package dev.kyverdict.engine.mutate;

/**
 * One operation of a JSON patch.
 *
 * @param path where it acts
 * @param from what it moves or copies; the whole document for all other kinds
 * @param value what it adds, puts or tests; nothing at all for other kinds
 */
record PatchOperation(Kind kind, PatchPath path, PatchPath from, PatchCell value) {

  /** What an operation does. */
  enum Kind {
    ADD,
    REMOVE,
    REPLACE,
    MOVE,
    COPY,
    TEST
  }
}
