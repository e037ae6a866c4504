package dev.kyverdict.engine.admission;

/** The versions of Kyverno with a recorded set of verdicts, as which the engine can decide. */
public enum KyvernoVersion {
  /** 1.19.1. */
  V1_19_1("1.19.1");

  private final String text;

  KyvernoVersion(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }
}
