package dev.kyverdict.engine.match;

import dev.kyverdict.engine.ResourceKind;
import dev.kyverdict.values.Wildcard;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What rules name as kinds: {@code Kind}, {@code version/Kind}, {@code group/version/Kind}, each
 * with {@code /subresource} or {@code .subresource} behind it ({@code pkg/utils/kube/kind.go}).
 *
 * @param group the group, with wildcards
 * @param version the version, with wildcards
 * @param kind the kind, with wildcards; case counts
 * @param subResource the subresource, with wildcards; empty for none
 */
record KindSelector(String group, String version, String kind, String subResource) {

  private static final String ANY = "*";
  private static final KindSelector NOTHING = new KindSelector("", "", "", "");
  private static final ResourceKind POD = new ResourceKind("", "v1", "Pod");
  private static final String EPHEMERAL = "ephemeralcontainers";

  static KindSelector parse(String text) {
    List<String> parts = parts(text);
    String first = parts.getFirst();
    return switch (parts.size()) {
      case 1 -> new KindSelector(ANY, ANY, first, "");
      case 2 -> ofTwo(first, parts.get(1));
      case 3 ->
          isVersion(first)
              ? new KindSelector(ANY, first, parts.get(1), parts.get(2))
              : new KindSelector(first, parts.get(1), parts.get(2), "");
      case 4 -> new KindSelector(first, parts.get(1), parts.get(2), parts.get(3));
      default -> NOTHING;
    };
  }

  private static KindSelector ofTwo(String first, String second) {
    if (first.equals(ANY)) {
      if (second.equals(ANY)) {
        return new KindSelector(ANY, ANY, ANY, ANY);
      }
      if (second.toLowerCase(Locale.ROOT).equals(second)) {
        return new KindSelector(ANY, ANY, ANY, second);
      }
    }
    return isVersion(first)
        ? new KindSelector(ANY, first, second, "")
        : new KindSelector(ANY, ANY, first, second);
  }

  private static List<String> parts(String text) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    int last = text.lastIndexOf('/');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '/' || (c == '.' && i > last)) {
        parts.add(text.substring(start, i));
        start = i + 1;
      }
    }
    parts.add(text.substring(start));
    return parts;
  }

  /** Only one digit: {@code v10} is taken for a kind or a group. */
  private static boolean isVersion(String text) {
    if (text.equals(ANY)) {
      return true;
    }
    return text.length() >= 2
        && text.charAt(0) == 'v'
        && isDigit(text.charAt(1))
        && (text.length() == 2 || isStage(text.substring(2)));
  }

  private static boolean isStage(String text) {
    int length = text.startsWith("alpha") ? 5 : text.startsWith("beta") ? 4 : -1;
    return text.length() == length + 1 && length > 0 && isDigit(text.charAt(length));
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** Whether it means exactly these. */
  boolean matches(ResourceKind of, String sub) {
    return matchesKind(of) && Wildcard.matches(subResource, sub);
  }

  /** As {@link #matches}, but {@code pods/ephemeralcontainers} counts as a plain Pod too. */
  boolean matchesRule(ResourceKind of, String sub) {
    return matchesKind(of)
        && (Wildcard.matches(subResource, sub) || (sub.equals(EPHEMERAL) && of.equals(POD)));
  }

  private boolean matchesKind(ResourceKind of) {
    return Wildcard.matches(kind, of.kind())
        && Wildcard.matches(version, of.version())
        && Wildcard.matches(group, of.group());
  }
}
