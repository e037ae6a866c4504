package dev.kyverdict.engine.context;

import dev.kyverdict.engine.EvaluationException;
import dev.kyverdict.engine.substitution.Query;
import dev.kyverdict.engine.substitution.Template;
import dev.kyverdict.model.ContextEntry;
import dev.kyverdict.values.GoFormat;
import dev.kyverdict.values.GoNumbers;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** A {@code variable} entry: {@code pkg/engine/context/loaders/variable.go}. */
final class VariableLoader extends Loader {

  private final Parts parts;
  private boolean loaded;

  private VariableLoader(Parts parts) {
    super(parts.name(), "variable");
    this.parts = parts;
  }

  /** An entry, looked through. */
  record Parts(
      EntryName name,
      Optional<Template> jmesPath,
      Optional<Template> value,
      Optional<Template> fallback)
      implements CompiledEntry {

    static Parts of(EntryName name, ContextEntry.Variable entry) {
      return new Parts(
          name,
          entry.jmesPath().filter(path -> !path.isEmpty()).map(ConfigMapLoader::template),
          entry.value().filter(value -> !value.isNull()).map(GoNumbers::floats).map(Template::of),
          entry
              .defaultValue()
              .filter(value -> !value.isNull())
              .map(GoNumbers::floats)
              .map(Template::of));
    }

    @Override
    public Loader loader(String policyNamespace) {
      return new VariableLoader(this);
    }

    private String subject(Template template) {
      return "context entry " + name.text() + " " + shown(template.source());
    }
  }

  /** Go's {@code %s}. */
  private static String shown(JsonNode tree) {
    if (tree.isString()) {
      return tree.stringValue();
    }
    if (tree.isArray()) {
      return tree.valueStream()
          .map(VariableLoader::shown)
          .collect(Collectors.joining(" ", "[", "]"));
    }
    if (tree.isObject()) {
      return tree.propertyNames().stream()
          .sorted()
          .map(name -> name + ":" + shown(tree.path(name)))
          .collect(Collectors.joining(" ", "map[", "]"));
    }
    String value = tree.isNull() ? "<nil>" : GoFormat.type(tree) + "=" + GoFormat.v(tree);
    return "%!s(" + value + ")";
  }

  @Override
  boolean hasLoaded() {
    return loaded;
  }

  @Override
  void load(JsonContext context) {
    Optional<Query> path = parts.jmesPath().map(template -> path(template, context));
    JsonNode fallback =
        parts
            .fallback()
            .map(template -> substituted(template, context))
            .orElse(JsonNodeFactory.instance.nullNode());
    JsonNode output =
        parts.value().isPresent()
            ? ofValue(substituted(parts.value().get(), context), path, fallback, context)
            : ofQuery(path, fallback, context);
    if (output.isNull()) {
      throw new EvaluationException(
          ("failed to add context entry for variable " + name()) + " since it evaluated to nil");
    }
    loaded = true;
    context.replaceEntry(name(), output);
  }

  private Query path(Template template, JsonContext context) {
    JsonNode path = substituted(template, context);
    if (!path.isString()) {
      throw new EvaluationException(
          ("jmespath value must be a string " + name() + " ")
              + (ConfigMapLoader.written(template) + ": <nil>"));
    }
    return Query.of(path.stringValue());
  }

  private JsonNode substituted(Template template, JsonContext context) {
    try {
      return template.substitute(context);
    } catch (EvaluationException e) {
      throw e.within("failed to substitute variables in " + parts.subject(template));
    }
  }

  private static JsonNode ofValue(
      JsonNode value, Optional<Query> path, JsonNode fallback, JsonContext context) {
    if (path.isEmpty() || path.get().text().isEmpty()) {
      return value;
    }
    Query query = path.get();
    try {
      Optional<String> error = query.syntaxError();
      if (error.isPresent()) {
        throw new EvaluationException(
            "failed to compile JMESPath: " + query.text() + ", error: " + error.get());
      }
      return context.search(query, value);
    } catch (EvaluationException e) {
      return fallback(query, fallback, e);
    }
  }

  /** A query that gives null leaves the default, unlike one on a value. */
  private static JsonNode ofQuery(Optional<Query> path, JsonNode fallback, JsonContext context) {
    if (path.isEmpty() || path.get().text().isEmpty()) {
      return fallback;
    }
    try {
      JsonNode found = context.query(path.get());
      return found.isNull() ? fallback : found;
    } catch (EvaluationException e) {
      return fallback(path.get(), fallback, e);
    }
  }

  private static JsonNode fallback(Query query, JsonNode fallback, EvaluationException error) {
    if (fallback.isNull()) {
      throw error.within("failed to apply jmespath " + query.text() + " to variable <nil>");
    }
    return fallback;
  }
}
