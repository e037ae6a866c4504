package dev.kyverdict.lint;

import dev.kyverdict.jmespath.Expression;
import dev.kyverdict.jmespath.Expression.Literal;
import dev.kyverdict.jmespath.Expression.Member;
import dev.kyverdict.jmespath.Expression.MultiSelectHash;
import dev.kyverdict.jmespath.Expression.Or;
import dev.kyverdict.jmespath.Expression.RawString;
import dev.kyverdict.jmespath.JmesPathParser;
import dev.kyverdict.jmespath.JmesPathSyntaxException;
import dev.kyverdict.model.ContextEntry;
import dev.kyverdict.model.ContextEntry.ApiCall;
import dev.kyverdict.model.ContextEntry.Variable;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What is known about the keys of a value that a look-up gives. */
sealed interface Shape {

  /** Whether the value, or a part of it, may be an object that lacks the last key of a path. */
  boolean mayLack(List<String> path);

  /** Nothing is known: nothing is said. */
  record Unknown() implements Shape {
    @Override
    public boolean mayLack(List<String> path) {
      return false;
    }
  }

  /** An object of which no key is certain. */
  record Open() implements Shape {
    @Override
    public boolean mayLack(List<String> path) {
      return !path.getLast().equals(Paths.ELEMENT);
    }
  }

  /** An object with these keys, whatever they hold. */
  record Keys(Set<String> names) implements Shape {
    @Override
    public boolean mayLack(List<String> path) {
      return path.size() == 1 && !names.contains(path.getFirst());
    }
  }

  /** What the API server answers, below a place. */
  record Part(UrlPath url, List<String> place) implements Shape {
    @Override
    public boolean mayLack(List<String> path) {
      List<String> whole = Stream.concat(place.stream(), path.stream()).toList();
      return !path.getLast().equals(Paths.ELEMENT) && !AlwaysThere.has(url, whole);
    }
  }

  /** The shape of an entry's value, as a place with this scope sees it. */
  static Shape of(ContextEntry entry, Scope scope) {
    return switch (entry) {
      case ApiCall call -> ofCall(call);
      case Variable variable -> ofVariable(variable, scope);
      default -> new Unknown();
    };
  }

  private static Shape ofCall(ApiCall call) {
    Optional<UrlPath> url =
        call.service().isPresent() ? Optional.empty() : call.urlPath().flatMap(UrlPath::of);
    if (url.isEmpty() || url.get().subresource().isPresent()) {
      return new Unknown();
    }
    if (call.defaultValue().filter(JsonNode::isObject).isPresent()) {
      return new Open();
    }
    return call.jmesPath()
        .map(text -> parsed(text).map(query -> ofQuery(url.get(), query)).orElse(new Unknown()))
        .orElse(new Part(url.get(), List.of()));
  }

  private static Shape ofQuery(UrlPath url, Expression query) {
    return switch (query) {
      case MultiSelectHash hash ->
          new Keys(hash.members().stream().map(Member::name).collect(Collectors.toSet()));
      case Or(Expression left, RawString text) -> ofQuery(url, left);
      case Or(Expression left, Literal(JsonNode value, int offset)) ->
          value.isObject() && Paths.whole(left).isPresent() ? new Open() : ofQuery(url, left);
      default -> Paths.whole(query).<Shape>map(place -> new Part(url, place)).orElse(new Unknown());
    };
  }

  private static Shape ofVariable(Variable variable, Scope scope) {
    if (variable.value().isPresent()) {
      return new Unknown();
    }
    Optional<List<String>> path = variable.jmesPath().flatMap(Shape::parsed).flatMap(Paths::whole);
    Shape shape =
        path.filter(keys -> !keys.isEmpty() && !keys.getFirst().equals(variable.name()))
            .flatMap(keys -> scope.entry(keys.getFirst()).map(entry -> below(entry, keys, scope)))
            .orElse(new Unknown());
    boolean open = variable.defaultValue().filter(JsonNode::isObject).isPresent();
    return open && !(shape instanceof Unknown) ? new Open() : shape;
  }

  private static Shape below(ContextEntry entry, List<String> path, Scope scope) {
    Scope before = new Scope(before(scope, entry), List.of(), scope.loops(), scope.target());
    List<String> keys = path.subList(1, path.size());
    return switch (of(entry, before)) {
      case Part(UrlPath url, List<String> place) ->
          new Part(url, Stream.concat(place.stream(), keys.stream()).toList());
      case Open open -> open;
      case Keys any when keys.isEmpty() -> any;
      case Keys any -> new Unknown();
      case Unknown unknown -> unknown;
    };
  }

  private static List<ContextEntry> before(Scope scope, ContextEntry entry) {
    return scope.loaded().subList(0, Math.max(0, scope.loaded().lastIndexOf(entry)));
  }

  private static Optional<Expression> parsed(String text) {
    try {
      return Optional.of(JmesPathParser.parse(Queries.withoutVariables(text)));
    } catch (JmesPathSyntaxException problem) {
      return Optional.empty();
    }
  }
}
