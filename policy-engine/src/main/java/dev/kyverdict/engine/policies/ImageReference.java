package dev.kyverdict.engine.policies;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.Locale;
import java.util.Map;

/** References to images ({@code github.com/distribution/reference}). */
final class ImageReference {

  private static final String DOMAIN = "(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])";
  private static final String HOST =
      "(?:" + DOMAIN + "(?:\\." + DOMAIN + ")*|\\[(?:[a-fA-F0-9:]+)\\])(?::[0-9]+)?";
  private static final String PART = "[a-z0-9]+(?:(?:[._]|__|[-]+)[a-z0-9]+)*";
  private static final String NAME = "(?:" + HOST + "/)?" + PART + "(?:/" + PART + ")*";
  private static final String DIGEST =
      "[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*[:][0-9a-fA-F]{32,}";
  private static final Pattern REFERENCE =
      Pattern.compile("^(" + NAME + ")(?::([\\w][\\w.-]{0,127}))?(?:@(" + DIGEST + "))?$");
  private static final Map<String, Integer> LENGTHS =
      Map.of("sha256", 64, "sha384", 96, "sha512", 128);
  private static final int LONGEST_NAME = 255;

  private ImageReference() {}

  /** What is wrong with a reference; empty when nothing is. */
  static String problem(String text) {
    Matcher matcher = REFERENCE.matcher(text);
    if (!matcher.matches()) {
      return REFERENCE.matcher(text.toLowerCase(Locale.ROOT)).matches()
          ? "repository name must be lowercase"
          : "invalid reference format";
    }
    if (matcher.group(1).length() > LONGEST_NAME) {
      return "repository name must not be more than " + LONGEST_NAME + " characters";
    }
    String digest = matcher.group(3);
    if (digest == null) {
      return "";
    }
    String[] parts = digest.split(":", 2);
    Integer length = LENGTHS.get(parts[0]);
    if (length == null) {
      return "unsupported digest algorithm";
    }
    return parts[1].length() == length ? "" : "invalid checksum digest length";
  }
}
