package dev.kyverdict.engine.context;

import dev.kyverdict.engine.EvaluationException;
import dev.kyverdict.engine.substitution.Query;
import dev.kyverdict.engine.substitution.Template;
import dev.kyverdict.model.ContextEntry;
import dev.kyverdict.values.GoFormat;
import dev.kyverdict.values.GoPanicException;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * An {@code apiCall} entry: {@code pkg/engine/apicall/apiCall.go}. The default stands in for a call
 * that fails, and for nothing else.
 */
final class ApiCallLoader extends Loader {

  private final Parts parts;
  private final String policyNamespace;
  private Optional<Payload> data = Optional.empty();

  private ApiCallLoader(Parts parts, String policyNamespace) {
    super(parts.name(), "apiCall");
    this.parts = parts;
    this.policyNamespace = policyNamespace;
  }

  /** An entry, looked through. */
  record Parts(
      EntryName name,
      String urlPath,
      Template request,
      Optional<Template> jmesPath,
      Optional<Payload> fallback)
      implements CompiledEntry {

    static Parts of(EntryName name, ContextEntry.ApiCall entry) {
      return new Parts(
          name,
          entry.urlPath().orElse(""),
          Template.of(ApiRequest.tree(entry)),
          entry.jmesPath().filter(path -> !path.isEmpty()).map(ConfigMapLoader::template),
          entry.defaultValue().filter(value -> !value.isNull()).map(Payload::of));
    }

    @Override
    public Loader loader(String policyNamespace) {
      return new ApiCallLoader(this, policyNamespace);
    }
  }

  @Override
  boolean hasLoaded() {
    return data.isPresent();
  }

  @Override
  void load(JsonContext context) {
    if (data.isEmpty()) {
      try {
        data = Optional.of(fetch(context));
      } catch (EvaluationException e) {
        throw e.within("failed to fetch data for APICall");
      }
    }
    try {
      store(data.get(), context);
    } catch (EvaluationException e) {
      throw e.within("failed to store data for APICall");
    }
  }

  private Payload fetch(JsonContext context) {
    ApiRequest request;
    try {
      request = ApiRequest.of(name(), parts.request().substitute(context));
    } catch (EvaluationException e) {
      throw e.within(
          "failed to substitute variables in context entry " + name() + " " + parts.urlPath());
    }
    request.checkNamespace(policyNamespace);
    try {
      return request.execute(context);
    } catch (EvaluationException e) {
      return parts.fallback().orElseThrow(() -> e);
    }
  }

  private void store(Payload payload, JsonContext context) {
    if (parts.jmesPath().isEmpty() || isDefault(payload)) {
      try {
        context.addEntry(name(), payload);
      } catch (EvaluationException e) {
        throw e.within("failed to add resource data to context entry " + name());
      }
      return;
    }
    JsonNode result = transformed(payload, parts.jmesPath().get(), context);
    try {
      context.addEntry(name(), JsonSize.floats(result), JsonSize.escaped(result));
    } catch (EvaluationException e) {
      throw e.within("failed to add APICall results for context entry " + name());
    }
  }

  /** Whether the data are those of the default, whoever sent them. */
  private boolean isDefault(Payload payload) {
    return parts.fallback().isPresent() && payload.sameAs(parts.fallback().get());
  }

  private JsonNode transformed(Payload payload, Template jmesPath, JsonContext context) {
    JsonNode path;
    try {
      path = jmesPath.substitute(context);
    } catch (EvaluationException e) {
      throw e.within(
          ("failed to substitute variables in context entry " + name() + " JMESPath ")
              + ConfigMapLoader.written(jmesPath));
    }
    if (!path.isString()) {
      throw new GoPanicException(
          "interface conversion: interface {} is "
              + (path.isNull() ? "nil" : GoFormat.type(path))
              + ", not string");
    }
    try {
      return context.search(Query.of(path.stringValue()), payload.treeForQuery());
    } catch (EvaluationException e) {
      throw e.within(
          ("failed to apply JMESPath " + path.stringValue()) + (" for context entry " + name()));
    }
  }
}
