package dev.kyverdict.engine.context;

import dev.kyverdict.engine.ClusterReader.Global;
import dev.kyverdict.engine.EvaluationException;
import dev.kyverdict.engine.substitution.Query;
import dev.kyverdict.engine.substitution.Template;
import dev.kyverdict.model.ContextEntry;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A {@code globalReference} entry: {@code pkg/engine/context/loaders/globalcontext.go}. */
final class GlobalLoader extends Loader {

  private final Parts parts;
  private final String policyNamespace;
  private boolean loaded;

  private GlobalLoader(Parts parts, String policyNamespace) {
    super(parts.name(), "globalReference");
    this.parts = parts;
    this.policyNamespace = policyNamespace;
  }

  /** An entry, looked through. */
  record Parts(EntryName name, Template reference) implements CompiledEntry {

    static Parts of(EntryName name, ContextEntry.GlobalReference entry) {
      ObjectNode tree = JsonNodeFactory.instance.objectNode().put("name", entry.reference());
      entry.jmesPath().ifPresent(path -> tree.put("jmesPath", path));
      return new Parts(name, Template.of(tree));
    }

    @Override
    public Loader loader(String policyNamespace) {
      return new GlobalLoader(this, policyNamespace);
    }
  }

  @Override
  boolean hasLoaded() {
    return loaded;
  }

  @Override
  void load(JsonContext context) {
    if (!policyNamespace.isEmpty()) {
      throw new EvaluationException(
          ("context entry " + name()) + ": globalReference is not allowed in namespaced policies");
    }
    JsonNode data;
    try {
      data = data(context);
    } catch (EvaluationException e) {
      throw e.within("failed to marshal APICall data for context entry " + name());
    }
    try {
      context.addEntry(name(), JsonSize.floats(data), JsonSize.escaped(data));
    } catch (EvaluationException e) {
      throw e.within("failed to add resource cache results for context entry " + name());
    }
    loaded = true;
  }

  private JsonNode data(JsonContext context) {
    JsonNode reference = parts.reference().substitute(context);
    String[] names =
        Typed.text(reference, "name", "v1.GlobalContextEntryReference").split("\\.", -1);
    String path = Typed.text(reference, "jmesPath", "v1.GlobalContextEntryReference");
    Global found = context.cluster().global(names[0], names.length > 1 ? names[1] : "");
    JsonNode data =
        switch (found) {
          case Global.Data(JsonNode tree) -> tree;
          case Global.Failed(String error) -> throw new EvaluationException(error);
          case Global.Absent absent ->
              throw new EvaluationException("failed to fetch entry key=" + names[0]);
        };
    if (path.isEmpty()) {
      return data;
    }
    try {
      return context.search(Query.of(path), data);
    } catch (EvaluationException e) {
      throw e.within("failed to apply JMESPath " + path + " for context entry " + name());
    }
  }
}
