package dev.kyverdict.engine.match;

import dev.kyverdict.model.Selector;
import dev.kyverdict.values.Wildcard;
import java.util.Map;
import java.util.stream.Stream;

/** Label selectors outside of match and exclude. */
public final class LabelSelectors {

  private LabelSelectors() {}

  /** Whether labels are selected, wildcards allowed, as in {@code match}. */
  public static boolean matches(Selector selector, Map<String, String> labels) {
    return LabelMatch.of(selector).test(labels) == LabelMatch.Outcome.MATCHES;
  }

  /** Whether labels are selected as Kubernetes does it, where a wildcard is no valid label. */
  public static boolean matchesPlainly(Selector selector, Map<String, String> labels) {
    return selector.matchLabels().entrySet().stream()
            .flatMap(entry -> Stream.of(entry.getKey(), entry.getValue()))
            .noneMatch(Wildcard::in)
        && matches(selector, labels);
  }
}
