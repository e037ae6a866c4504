package dev.kyverdict.testing.coverage;

import dev.kyverdict.engine.ClusterReader.Answer;

/** What kind of answer a call got; Kyverno tells no others apart. */
enum AnswerClass {
  FOUND("answered"),
  ABSENT("404"),
  FORBIDDEN("401 or 403"),
  FAILED("another error status"),
  LOST("no answer"),
  GARBLED("no JSON");

  private static final int NOT_FOUND = 404;
  private static final int LAST_GOOD = 299;

  private final String text;

  AnswerClass(String text) {
    this.text = text;
  }

  static AnswerClass of(Answer answer) {
    return switch (answer) {
      case Answer.Json(int status, var body) -> ofStatus(status, FOUND);
      case Answer.Text(int status, String body) -> ofStatus(status, GARBLED);
      case Answer.TimedOut late -> LOST;
      case Answer.Refused refused -> LOST;
      case Answer.Broken broken -> LOST;
      case Answer.Hangs hangs -> LOST;
    };
  }

  private static AnswerClass ofStatus(int status, AnswerClass good) {
    return switch (status) {
      case NOT_FOUND -> ABSENT;
      case 401, 403 -> FORBIDDEN;
      default -> status > LAST_GOOD ? FAILED : good;
    };
  }

  @Override
  public String toString() {
    return text;
  }
}
