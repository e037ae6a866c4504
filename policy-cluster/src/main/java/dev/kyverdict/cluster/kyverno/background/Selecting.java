package dev.kyverdict.cluster.kyverno.background;

import dev.kyverdict.model.Selector;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Label selectors as texts ({@code FormatLabelSelector} in {@code
 * k8s.io/apimachinery/pkg/apis/meta/v1/helpers.go}).
 */
final class Selecting {

  private record Part(String key, String text) {}

  private Selecting() {}

  /** A selector that selects by nothing becomes a text that no API server takes. */
  static String text(Selector selector) {
    List<Part> parts = new ArrayList<>();
    selector.matchLabels().forEach((key, value) -> parts.add(new Part(key, key + "=" + value)));
    for (Selector.Requirement requirement : selector.matchExpressions()) {
      Optional<String> text = text(requirement);
      if (text.isEmpty()) {
        return "<error>";
      }
      parts.add(new Part(requirement.key(), text.get()));
    }
    return parts.isEmpty()
        ? "<none>"
        : parts.stream()
            .sorted(Comparator.comparing(Part::key))
            .map(Part::text)
            .collect(Collectors.joining(","));
  }

  /** Labels, all of which an object must have. */
  static String text(Map<String, String> labels) {
    return text(new Selector(labels, List.of()));
  }

  /** A selector as the value of {@code labelSelector} in a query. */
  static String query(Selector selector) {
    return URLEncoder.encode(text(selector), StandardCharsets.UTF_8);
  }

  private static Optional<String> text(Selector.Requirement requirement) {
    String key = requirement.key();
    String values = requirement.values().stream().sorted().collect(Collectors.joining(","));
    return switch (requirement.operator()) {
      case "In" -> Optional.of(key + " in (" + values + ")");
      case "NotIn" -> Optional.of(key + " notin (" + values + ")");
      case "Exists" -> Optional.of(key);
      case "DoesNotExist" -> Optional.of("!" + key);
      default -> Optional.empty();
    };
  }
}
