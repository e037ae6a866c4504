package dev.kyverdict.fuzz;

import dev.kyverdict.judge.Judge;
import tools.jackson.databind.node.ObjectNode;

/** A judge whose failures are answers: {@code crash} says what was thrown. */
final class GuardedJudge implements Judge {

  private final Judge judge;

  GuardedJudge(Judge judge) {
    this.judge = judge;
  }

  @Override
  public ObjectNode answer(ObjectNode question) {
    try {
      return judge.answer(question);
    } catch (RuntimeException | StackOverflowError thrown) {
      StackTraceElement[] trace = thrown.getStackTrace();
      String place = trace.length == 0 ? "" : " at " + trace[0];
      return Json.object().put("crash", thrown + place);
    }
  }
}
