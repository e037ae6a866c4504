package dev.kyverdict.engine.policies;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.kyverdict.values.GoStrings;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * Anchors in patterns ({@code pkg/policy/common/validate_pattern.go}).
 *
 * @param anchors the modifiers of the anchors that may stand there; an anchor without any has none
 */
record PatternCheck(String anchors, boolean plain) {

  /** Patterns of validate rules. */
  static final PatternCheck VALIDATE = new PatternCheck("^=X<", true);

  /** What is no pattern at all. */
  static final PatternCheck NONE = new PatternCheck("", false);

  private static final Pattern ANCHOR = Pattern.compile("^([+<=X^])?\\((.+)\\)$");

  void check(JsonNode tree) {
    check(tree, "/");
  }

  private void check(JsonNode tree, String path) {
    if (tree.isObject()) {
      for (String key : new TreeSet<>(tree.propertyNames())) {
        String below = path + "/" + key;
        key(key, tree.path(key), below);
        check(tree.path(key), below);
      }
    } else if (tree.isArray()) {
      for (int i = 0; i < tree.size(); i++) {
        check(tree.get(i), path + i + "/");
      }
    }
  }

  private void key(String key, JsonNode value, String path) {
    Matcher matcher = ANCHOR.matcher(GoStrings.trimSpace(key));
    if (!matcher.matches()) {
      return;
    }
    String modifier = matcher.start(1) < 0 ? "" : matcher.group(1);
    if (modifier.isEmpty() ? !plain : !anchors.contains(modifier)) {
      throw new PlacedRefusal(path, "unsupported anchor " + key);
    }
    if (modifier.equals("^")) {
      if (!value.isArray()) {
        throw new PlacedRefusal(path, "existence anchor should have value of type list");
      }
      if (value.isEmpty()) {
        throw new PlacedRefusal(path, "existence anchor: should have at least one value");
      }
    }
  }
}
