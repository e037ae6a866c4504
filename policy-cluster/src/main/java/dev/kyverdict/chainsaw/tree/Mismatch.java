package dev.kyverdict.chainsaw.tree;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A place where a value is not as asserted.
 *
 * @param path such as {@code spec.containers[0].image}
 * @param actual the value there; empty when nothing is there
 * @param detail what was expected
 */
public record Mismatch(String path, Optional<JsonNode> actual, String detail) {

  static Mismatch required(String path) {
    return new Mismatch(path, Optional.empty(), "field not found in the input object");
  }

  static Mismatch invalid(String path, JsonNode actual, String detail) {
    return new Mismatch(path, Optional.of(actual), detail);
  }

  /** As {@code field.Error} of apimachinery writes it. */
  @Override
  public String toString() {
    String where = path.isEmpty() ? "" : path + ": ";
    return actual
        .map(value -> where + "Invalid value: " + value + ": " + detail)
        .orElseGet(() -> where + "Required value: " + detail);
  }
}
