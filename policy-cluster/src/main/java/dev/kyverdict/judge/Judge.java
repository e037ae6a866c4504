package dev.kyverdict.judge;

import tools.jackson.databind.node.ObjectNode;

/**
 * Turns a case into a verdict. Both are JSON objects in the protocol of {@code tools/README.md}, so
 * that a recorded line, the real Kyverno and this project's engine can answer the same question.
 */
public interface Judge extends AutoCloseable {

  /**
   * Answers one case.
   *
   * @return the fields of the answer; {@code failure} when the judge cannot answer this one
   */
  ObjectNode answer(ObjectNode question);

  @Override
  default void close() {}
}
