package dev.kyverdict.model;

import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** Anchors in patterns, and in generated data, where there may be none. */
final class AnchorChecks {

  private AnchorChecks() {}

  static void ofPattern(Where where, JsonNode tree, Consumer<Problem> report) {
    walk(where, tree, AnchorChecks::inPattern, report);
  }

  static void ofData(Where where, JsonNode tree, Consumer<Problem> report) {
    walk(where, tree, AnchorChecks::inData, report);
  }

  private static void walk(Where where, JsonNode node, Check check, Consumer<Problem> report) {
    node.properties()
        .forEach(
            field -> {
              Where at = where.at(field.getKey());
              Anchors.of(field.getKey())
                  .ifPresent(anchor -> check.of(at, anchor, field.getValue(), report));
              walk(at, field.getValue(), check, report);
            });
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        walk(where.at(i), node.get(i), check, report);
      }
    }
  }

  private static void inPattern(
      Where where, Anchors.Anchor anchor, JsonNode value, Consumer<Problem> report) {
    if (anchor.mark().equals("+")) {
      report.accept(
          where.error(
              "anchor-in-pattern",
              "a pattern adds nothing",
              "write " + anchor.key() + " or =(" + anchor.key() + ")"));
    } else if (anchor.mark().equals("^") && !(value.isArray() && !value.isEmpty())) {
      report.accept(
          where.error(
              "anchor-existence-without-list",
              "asks for an element and has no list",
              "write the pattern of the element as a list of one"));
    }
  }

  private static void inData(
      Where where, Anchors.Anchor anchor, JsonNode value, Consumer<Problem> report) {
    report.accept(
        where.error("anchor-in-data", "generated data takes no anchor", "write " + anchor.key()));
  }

  /** Looks at one anchor. */
  private interface Check {
    void of(Where where, Anchors.Anchor anchor, JsonNode value, Consumer<Problem> report);
  }
}
