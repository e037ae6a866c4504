package dev.kyverdict.engine.context;

import dev.kyverdict.model.ContextEntry;

/** A context entry, looked through once. */
interface CompiledEntry {

  /** Makes the loader of one rule evaluation. */
  Loader loader(String policyNamespace);

  static CompiledEntry of(ContextEntry entry) {
    return switch (entry) {
      case ContextEntry.Variable variable -> VariableLoader.Parts.of(variable);
      case ContextEntry.ApiCall call -> ApiCallLoader.Parts.of(call);
      case ContextEntry.ConfigMap map -> ConfigMapLoader.Parts.of(map);
      case ContextEntry.GlobalReference global -> GlobalLoader.Parts.of(global);
      case ContextEntry.ImageRegistry image -> {
        EntryName name = EntryName.of(image.name());
        yield policyNamespace -> new ImageRegistryLoader(name);
      }
    };
  }
}
