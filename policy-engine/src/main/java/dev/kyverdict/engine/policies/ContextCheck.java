package dev.kyverdict.engine.policies;

import dev.kyverdict.engine.substitution.Query;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Context entries of a rule ({@code validateRuleContext} in {@code validate.go}). */
record ContextCheck(boolean namespaced) {

  private static final List<String> RESERVED =
      List.of(
          "images",
          "request",
          "serviceAccountName",
          "serviceAccountNamespace",
          "element",
          "elementIndex");
  private static final List<String> LOADERS =
      List.of("configMap", "apiCall", "globalReference", "imageRegistry", "variable");

  void check(JsonNode rule) {
    JsonNode context = rule.path("context");
    if (context.isEmpty()) {
      return;
    }
    if (RuleFacts.validatesByCel(rule)) {
      throw new Refusal(
          "context variables are not supported for CEL expressions in validate rules");
    }
    context.forEach(this::entry);
  }

  private void entry(JsonNode entry) {
    String name = RuleFacts.name(entry);
    if (name.isEmpty()) {
      throw new Refusal("a name is required for context entries");
    }
    for (String reserved : RESERVED) {
      if (name.equals(reserved) || name.startsWith(reserved + ".")) {
        throw new Refusal(
            "entry name "
                + name
                + " is invalid as it conflicts with a pre-defined variable "
                + reserved);
      }
    }
    List<String> loaders = LOADERS.stream().filter(entry::has).toList();
    if (loaders.size() != 1) {
      throw new Refusal(
          "exactly one of configMap or apiCall or imageRegistry or variable is required for context"
              + " entries");
    }
    JsonNode loader = entry.path(loaders.getFirst());
    switch (loaders.getFirst()) {
      case "configMap" -> configMap(loader);
      case "apiCall" -> apiCall(loader);
      case "globalReference" -> global(loader);
      case "imageRegistry" -> imageRegistry(loader);
      default -> variable(loader);
    }
  }

  private static void configMap(JsonNode loader) {
    for (String field : List.of("name", "namespace")) {
      if (!loader.has(field)) {
        throw new Refusal("a " + field + " is required for configMap context entry");
      }
    }
  }

  private static void apiCall(JsonNode loader) {
    if (loader.has("urlPath") && loader.has("service")) {
      throw new Refusal("a URLPath cannot be used for service API calls");
    }
    query(loader);
  }

  private void global(JsonNode loader) {
    if (namespaced) {
      throw new Refusal("globalReference is not allowed in namespaced policies");
    }
    if (!loader.has("name")) {
      throw new Refusal("a name is required for globalReference context entry");
    }
    query(loader);
  }

  private static void imageRegistry(JsonNode loader) {
    String reference = RuleFacts.text(loader, "reference");
    if (reference.isEmpty()) {
      throw new Refusal("a ref is required for imageRegistry context entry");
    }
    String problem = VariableCheck.isIn(reference) ? "" : ImageReference.problem(reference);
    if (!problem.isEmpty()) {
      throw new Refusal("bad image: " + reference + ": " + problem);
    }
    query(loader);
  }

  private static void variable(JsonNode loader) {
    query(loader);
    if (!loader.has("jmesPath")) {
      if (!loader.has("value")) {
        throw new Refusal("a variable must define a value or a jmesPath expression");
      }
      if (loader.has("default")) {
        throw new Refusal(
            "a variable must define a default value only when a jmesPath expression is defined");
      }
    }
  }

  private static void query(JsonNode loader) {
    String query = RuleFacts.text(loader, "jmesPath");
    if (!query.isEmpty() && !VariableCheck.isIn(query)) {
      Query.of(query)
          .syntaxError()
          .ifPresent(
              problem -> {
                throw new Refusal(
                    "failed to parse JMESPath " + query + ": " + SyntaxText.of(problem));
              });
    }
  }
}
