package dev.kyverdict.lint;

import static dev.kyverdict.lint.LookUpLint.API_CALL_CAN_MISS;
import static dev.kyverdict.lint.LookUpLint.REQUEST_FIELD_CAN_MISS;

import dev.kyverdict.jmespath.Expression.Field;
import dev.kyverdict.lint.Query.Form;
import dev.kyverdict.model.ContextEntry;
import dev.kyverdict.model.ContextEntry.ApiCall;
import dev.kyverdict.model.ContextEntry.Variable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Expressions that end in Kyverno's error {@code Unknown key} on data that is to be expected. */
final class MissingKeys {

  private MissingKeys() {}

  static void check(RuleView rule, Problems problems) {
    for (Query query : rule.queries()) {
      if (matters(rule, query)) {
        missing(rule, query).ifPresent(path -> report(rule, query, path, problems));
        OptionalFields.missing(rule, query)
            .ifPresent(path -> reportRequest(rule, query, path, problems));
      }
    }
  }

  /** Whether an error of an expression is an error of the rule. */
  static boolean matters(RuleView rule, Query query) {
    boolean withDefault =
        query.form() == Form.PLAIN
            && rule.entryAt(query.pointer())
                .filter(
                    entry ->
                        entry.value() instanceof Variable variable
                            && variable.defaultValue().isPresent())
                .isPresent();
    boolean partial = query.partial() && query.form() != Form.PLAIN;
    boolean inDefault = query.pointer().contains("/apiCall/default");
    return query.use().decides()
        && query.use() != Use.LENIENT_PRECONDITION
        && !(partial || withDefault || inDefault);
  }

  /** The first place of an answer that may be missing. */
  private static Optional<List<String>> missing(RuleView rule, Query query) {
    Map<Field, List<String>> places = query.expression().map(Paths::of).orElse(Map.of());
    return query.misses().stream()
        .filter(places::containsKey)
        .map(places::get)
        .filter(path -> mayLack(rule, query, path))
        .findFirst();
  }

  private static boolean mayLack(RuleView rule, Query query, List<String> path) {
    if (!query.readsContext()) {
      return rule.entryAt(query.pointer())
          .filter(entry -> entry.value() instanceof ApiCall)
          .map(entry -> raw((ApiCall) entry.value()).mayLack(path))
          .orElse(false);
    }
    Optional<ContextEntry> entry = query.scope().entry(path.getFirst());
    return path.size() > 1
        && entry
            .map(known -> Shape.of(known, query.scope()).mayLack(path.subList(1, path.size())))
            .orElse(false);
  }

  /** The shape of the answer itself, before the query. */
  private static Shape raw(ApiCall call) {
    return Shape.of(
        new ApiCall(
            call.name(),
            call.urlPath(),
            call.method(),
            call.data(),
            call.service(),
            Optional.empty(),
            Optional.empty()),
        Scope.EMPTY);
  }

  private static void report(RuleView rule, Query query, List<String> path, Problems problems) {
    String key = path.getLast();
    problems.add(
        API_CALL_CAN_MISS,
        query.pointer(),
        rule.at(query.pointer()),
        "an answer without the key "
            + (key.contains(Queries.PLACEHOLDER) ? "that it reads" : "'" + key + "'")
            + (" makes " + query.written() + " an error")
            + (query.readsContext() ? "" : ", which default does not cover"),
        "write " + guarded(query, "''"));
  }

  private static void reportRequest(
      RuleView rule, Query query, List<String> path, Problems problems) {
    boolean map = Set.of("labels", "annotations").contains(path.getLast());
    problems.add(
        REQUEST_FIELD_CAN_MISS,
        query.pointer(),
        rule.at(query.pointer()),
        "where " + String.join(".", path) + " is missing, " + query.written() + " is an error",
        "write " + guarded(query, map ? "`{}`" : "''") + ", or match only where it is there");
  }

  private static String guarded(Query query, String instead) {
    return query.form() == Form.PLAIN
        ? query.site().value() + " || " + instead
        : "{{ " + query.text() + " || " + instead + " }}";
  }
}
