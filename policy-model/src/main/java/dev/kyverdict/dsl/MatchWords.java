package dev.kyverdict.dsl;

import dev.kyverdict.dsl.Template.Expr;
import dev.kyverdict.dsl.Template.Text;
import dev.kyverdict.model.ContextEntry;
import dev.kyverdict.model.Match;
import dev.kyverdict.model.Match.Filter;
import dev.kyverdict.model.Match.Resources;
import java.util.List;
import java.util.stream.Stream;

/** Words for match and exclude, and for variables. */
abstract class MatchWords {

  MatchWords() {}

  /** {@code resources} of these kinds. */
  public static Resources resources(ResourceType first, ResourceType... more) {
    List<String> kinds =
        listOf(first, more).stream()
            .map(
                type ->
                    type.group().isEmpty() ? type.kind() : type.apiVersion() + "/" + type.kind())
            .toList();
    return Resources.ofKinds(kinds);
  }

  /** {@code any}: one of these suffices. */
  public static Match any(Resources first, Resources... more) {
    return Match.anyOf(listOf(first, more).stream().map(Filter::of).toList());
  }

  /** {@code all}: each of these must hold. */
  public static Match all(Resources first, Resources... more) {
    return Match.allOf(listOf(first, more).stream().map(Filter::of).toList());
  }

  /** {@code any} of filters that also name who asks. */
  public static Match any(Filter first, Filter... more) {
    return Match.anyOf(listOf(first, more));
  }

  /** {@code all} of filters that also name who asks. */
  public static Match all(Filter first, Filter... more) {
    return Match.allOf(listOf(first, more));
  }

  /** Everything in these namespaces, wildcards allowed; for {@code exclude}. */
  public static Resources namespaces(List<String> names) {
    return Resources.NONE.namespaces(names);
  }

  /** A JMESPath expression as a value. */
  public static Expr expr(String jmesPath) {
    return new Expr(jmesPath);
  }

  /** {@code {{ request.object.<path> }}}. */
  public static Expr requestObject(String path) {
    return new Expr("request.object." + path);
  }

  /** {@code {{ request.<path> }}}. */
  public static Expr request(String path) {
    return new Expr("request." + path);
  }

  /** The value of a context entry. */
  public static Expr value(ContextEntry entry) {
    return new Expr(entry.name());
  }

  /** Literal text. */
  public static Text text(String literal) {
    return new Text(literal);
  }

  /** The first and the others, in order. */
  @SafeVarargs
  static <T> List<T> listOf(T first, T... more) {
    return Stream.concat(Stream.of(first), Stream.of(more)).toList();
  }
}
