package dev.kyverdict.engine.context;

import dev.kyverdict.engine.EvaluationException;
import dev.kyverdict.jmespath.functions.FunctionException;
import dev.kyverdict.model.ContextEntry;

/** A context entry, looked through once. */
interface CompiledEntry {

  /**
   * Makes the loader of one rule evaluation.
   *
   * @throws EvaluationException when the name of the entry makes no regular expression
   */
  Loader loader(String policyNamespace);

  /**
   * Looks an entry through. One with a name that cannot be read is an error of whoever registers
   * it, not of the policy: {@code pkg/engine/factories/contextloaderfactory.go}.
   */
  static CompiledEntry of(ContextEntry entry) {
    EntryName name;
    try {
      name = EntryName.of(entry.name());
    } catch (FunctionException unreadable) {
      return policyNamespace -> {
        throw new EvaluationException(
            "failed to create deferred loader for context entry " + entry.name());
      };
    }
    return switch (entry) {
      case ContextEntry.Variable variable -> VariableLoader.Parts.of(name, variable);
      case ContextEntry.ApiCall call -> ApiCallLoader.Parts.of(name, call);
      case ContextEntry.ConfigMap map -> ConfigMapLoader.Parts.of(name, map);
      case ContextEntry.GlobalReference global -> GlobalLoader.Parts.of(name, global);
      case ContextEntry.ImageRegistry image -> policyNamespace -> new ImageRegistryLoader(name);
    };
  }
}
