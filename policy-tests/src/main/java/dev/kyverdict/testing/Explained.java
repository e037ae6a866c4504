package dev.kyverdict.testing;

import dev.kyverdict.engine.ClusterReader;
import dev.kyverdict.engine.admission.Decision;
import dev.kyverdict.engine.admission.Engine;
import dev.kyverdict.engine.explain.Explanation;
import java.util.List;

/** Decisions in words. */
final class Explained {

  private static final String FLIP = "nearest flip: ";

  private Explained() {}

  /** Of a decision of which nobody knows the policies: what would have changed it is not said. */
  static String withoutFlip(Decision decision) {
    String text = Explanation.of(Engine.newest(), List.of(), decision, ClusterReader.EMPTY);
    return text.substring(0, text.lastIndexOf(FLIP));
  }
}
