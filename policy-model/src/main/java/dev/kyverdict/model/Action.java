package dev.kyverdict.model;

import tools.jackson.databind.JsonNode;

/** What a rule does. */
public sealed interface Action permits Mutate, Generate, Validate, Action.VerifyImages {

  /**
   * {@code verifyImages}: kept as it is, lossless and opaque.
   *
   * @param tree the list below the key
   */
  record VerifyImages(JsonNode tree) implements Action {

    /** Copies the tree. */
    public VerifyImages {
      tree = tree.deepCopy();
    }
  }
}
