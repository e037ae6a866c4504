package dev.kyverdict.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which judges judge a class. */
final class JudgeChoice {

  private JudgeChoice() {}

  /**
   * The judges of a class; one that was chosen stands in for those that see the same.
   *
   * @param declared what the class says
   * @param chosen what {@code -Dkyverdict.judge} says
   */
  static List<Judge> of(List<Judge> declared, Optional<Judge> chosen) {
    List<Judge> judges = new ArrayList<>();
    for (Judge judge : declared) {
      Judge instead = chosen.filter(it -> isLike(it, judge)).orElse(judge);
      if (!judges.contains(instead)) {
        judges.add(instead);
      }
    }
    return judges;
  }

  /** Whether a judge sees what one of those sees who can judge a test. */
  static boolean sees(Judge judge, JudgedBy only) {
    return List.of(only.value()).stream().anyMatch(it -> isLike(it, judge));
  }

  /** Engine and packages see decisions alone; both kinds of cluster see what comes of them. */
  private static boolean isLike(Judge one, Judge other) {
    return isCluster(one) == isCluster(other);
  }

  private static boolean isCluster(Judge judge) {
    return judge == Judge.SIMULATED || judge == Judge.LIVE;
  }
}
