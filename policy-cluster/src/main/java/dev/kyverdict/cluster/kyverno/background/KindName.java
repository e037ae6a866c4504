package dev.kyverdict.cluster.kyverno.background;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a rule names as kind: {@code Kind}, {@code version/Kind} or {@code group/version/Kind}, each
 * with a subresource behind a slash or a dot ({@code ParseKindSelector} in {@code
 * pkg/utils/kube/kind.go}).
 *
 * @param group the group, with wildcards
 * @param version the version, with wildcards; {@code v10} is none
 * @param kind the kind, with wildcards
 * @param subResource the subresource, with wildcards; empty for none
 */
record KindName(String group, String version, String kind, String subResource) {

  private static final String ANY = "*";
  private static final Pattern VERSION = Pattern.compile("v\\d((alpha|beta)\\d)?|\\*");

  static KindName parse(String text) {
    List<String> parts = new ArrayList<>(List.of(text.split("/", -1)));
    parts.addAll(List.of(parts.removeLast().split("\\.", -1)));
    String first = parts.getFirst();
    boolean versioned = VERSION.matcher(first).matches();
    return switch (parts.size()) {
      case 1 -> new KindName(ANY, ANY, first, "");
      case 2 -> ofTwo(first, parts.get(1), versioned);
      case 3 ->
          versioned
              ? new KindName(ANY, first, parts.get(1), parts.get(2))
              : new KindName(first, parts.get(1), parts.get(2), "");
      case 4 -> new KindName(first, parts.get(1), parts.get(2), parts.get(3));
      default -> new KindName("", "", "", "");
    };
  }

  private static KindName ofTwo(String first, String second, boolean versioned) {
    if (first.equals(ANY) && second.equals(ANY)) {
      return new KindName(ANY, ANY, ANY, ANY);
    }
    if (first.equals(ANY) && second.toLowerCase(Locale.ROOT).equals(second)) {
      return new KindName(ANY, ANY, ANY, second);
    }
    return versioned ? new KindName(ANY, first, second, "") : new KindName(ANY, ANY, first, second);
  }

  /** The version by which Kyverno lists existing objects; empty when any will do. */
  String listedVersion() {
    if (version.equals(ANY)) {
      return "";
    }
    return group.equals(ANY) ? version : group + "/" + version;
  }
}
