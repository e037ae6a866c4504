package dev.kyverdict.cluster.types;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The order of versions: apimachinery's {@code version.CompareKubeAwareVersionStrings}. */
final class Versions {

  /** Stable before beta before alpha, later before earlier, anything else last by name. */
  static final Comparator<String> PREFERRED_FIRST =
      Comparator.comparingInt(Versions::rank)
          .thenComparing(Comparator.comparingInt(Versions::major).reversed())
          .thenComparing(Comparator.comparingInt(Versions::minor).reversed())
          .thenComparing(Comparator.naturalOrder());

  private static final Pattern VERSION = Pattern.compile("v([1-9][0-9]*)(alpha|beta)?([0-9]+)?");

  private Versions() {}

  private static int rank(String version) {
    Matcher matcher = VERSION.matcher(version);
    if (!matcher.matches()) {
      return 3;
    }
    return matcher.group(2) == null ? 0 : matcher.group(2).equals("beta") ? 1 : 2;
  }

  private static int major(String version) {
    Matcher matcher = VERSION.matcher(version);
    return matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
  }

  private static int minor(String version) {
    Matcher matcher = VERSION.matcher(version);
    return matcher.matches() && matcher.group(3) != null ? Integer.parseInt(matcher.group(3)) : 0;
  }
}
