package dev.kyverdict.cluster.types;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Whether two values are the same, however their numbers are held. */
public final class Sameness {

  private Sameness() {}

  /** Whether they are the same. */
  public static boolean same(JsonNode left, JsonNode right) {
    if (left.isNumber() && right.isNumber()) {
      return left.isIntegralNumber() == right.isIntegralNumber()
          ? left.decimalValue().compareTo(right.decimalValue()) == 0
          : left.doubleValue() == right.doubleValue();
    }
    if (left.isObject() && right.isObject()) {
      if (left.size() != right.size()) {
        return false;
      }
      for (Map.Entry<String, JsonNode> entry : left.properties()) {
        JsonNode other = right.path(entry.getKey());
        if (other.isMissingNode() || !same(entry.getValue(), other)) {
          return false;
        }
      }
      return true;
    }
    if (left.isArray() && right.isArray()) {
      if (left.size() != right.size()) {
        return false;
      }
      for (int i = 0; i < left.size(); i++) {
        if (!same(left.get(i), right.get(i))) {
          return false;
        }
      }
      return true;
    }
    return left.equals(right);
  }
}
