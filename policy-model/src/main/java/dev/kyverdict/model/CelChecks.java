package dev.kyverdict.model;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** {@code validate.cel}: what must be there; Kyverno accepts expressions that do not compile. */
final class CelChecks {

  private CelChecks() {}

  static void of(Where where, Validate.Cel cel, Consumer<Problem> report) {
    for (int i = 0; i < cel.expressions().size(); i++) {
      needed(
          where.at("expressions").at(i).at("expression"),
          !cel.expressions().get(i).expression().isEmpty(),
          report);
    }
    cel.paramKind()
        .filter(node -> !node.isNull())
        .ifPresent(
            kind -> {
              text(where.at("paramKind"), kind, "apiVersion", report);
              text(where.at("paramKind"), kind, "kind", report);
              needed(where.at("paramRef"), isPresent(cel.paramRef()), report);
            });
    cel.paramRef()
        .filter(node -> !node.isNull())
        .ifPresent(
            ref -> {
              reference(where.at("paramRef"), ref, report);
              needed(where.at("paramKind"), isPresent(cel.paramKind()), report);
            });
    cel.auditAnnotations()
        .ifPresent(list -> annotations(where.at("auditAnnotations"), list, report));
  }

  private static boolean isPresent(Optional<JsonNode> node) {
    return node.filter(value -> !value.isNull()).isPresent();
  }

  private static void reference(Where where, JsonNode ref, Consumer<Problem> report) {
    boolean named = !ref.path("name").asString("").isEmpty();
    boolean selected = ref.hasNonNull("selector");
    if (named == selected) {
      report.accept(
          where.error(
              "cel-param-ref",
              named ? "has both name and selector" : "has neither name nor selector",
              "keep exactly one of them"));
    }
    needed(where.at("parameterNotFoundAction"), ref.hasNonNull("parameterNotFoundAction"), report);
  }

  private static void annotations(Where where, JsonNode tree, Consumer<Problem> report) {
    List<JsonNode> list = TreeText.items(tree);
    for (int i = 0; i < list.size(); i++) {
      text(where.at(i), list.get(i), "key", report);
      text(where.at(i), list.get(i), "valueExpression", report);
    }
  }

  private static void text(Where where, JsonNode node, String field, Consumer<Problem> report) {
    needed(where.at(field), !node.path(field).asString("").isEmpty(), report);
  }

  private static void needed(Where where, boolean there, Consumer<Problem> report) {
    if (!there) {
      report.accept(where.error("cel-field-missing", "is missing", "add " + where.way().getLast()));
    }
  }
}
