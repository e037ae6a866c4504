package dev.kyverdict.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** Where two objects differ. */
final class Differences {

  private final String expected;
  private final List<String> paths = new ArrayList<>();

  private Differences(String expected) {
    this.expected = expected;
  }

  /** The fields in which objects differ, but for those at or below one. */
  static List<String> paths(JsonNode before, JsonNode after, String expected) {
    Differences differences = new Differences(expected);
    differences.compare(before, after, "");
    return differences.paths;
  }

  private void compare(JsonNode before, JsonNode after, String path) {
    if (path.equals(expected) || Trees.same(before, after)) {
      return;
    }
    boolean wayThere = path.isEmpty() || expected.startsWith(path + ".");
    if ((before.isObject() && after.isObject())
        || (wayThere && (before.isMissingNode() || before.isObject()) && after.isObject())) {
      Set<String> fields = new TreeSet<>();
      before.properties().forEach(field -> fields.add(field.getKey()));
      after.properties().forEach(field -> fields.add(field.getKey()));
      for (String field : fields) {
        String name = field.contains(".") ? "\"" + field + "\"" : field;
        String below = path.isEmpty() ? name : path + "." + name;
        compare(before.path(field), after.path(field), below);
      }
      return;
    }
    paths.add(path);
  }
}
