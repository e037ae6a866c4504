package dev.kyverdict.engine.explain;

import dev.kyverdict.engine.ClusterReader.Answer;
import tools.jackson.databind.JsonNode;

/** One thing that could have been otherwise. */
sealed interface Change {

  /** What it is about; two changes of one set are about different things. */
  String subject();

  /** In words. */
  String text();

  /**
   * A call is answered differently.
   *
   * @param call {@code GET /path}
   * @param answer the other answer
   * @param text in words
   */
  record AnswerChange(String call, Answer answer, String text) implements Change {
    @Override
    public String subject() {
      return call;
    }
  }

  /**
   * The request says something else.
   *
   * @param pointer the JSON pointer below the request, such as {@code /object/metadata/labels/a}
   * @param value the other value; a missing node for none
   * @param text in words
   */
  record FieldChange(String pointer, JsonNode value, String text) implements Change {
    @Override
    public String subject() {
      return pointer;
    }
  }
}
