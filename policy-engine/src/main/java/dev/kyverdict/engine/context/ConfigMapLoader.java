package dev.kyverdict.engine.context;

import dev.kyverdict.engine.EvaluationException;
import dev.kyverdict.engine.substitution.Template;
import dev.kyverdict.model.ContextEntry;
import dev.kyverdict.values.GoFormat;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A {@code configMap} entry: {@code pkg/engine/context/loaders/configmap.go}. */
final class ConfigMapLoader extends Loader {

  private final Parts parts;
  private final String policyNamespace;
  private Optional<JsonNode> data = Optional.empty();

  private ConfigMapLoader(Parts parts, String policyNamespace) {
    super(parts.name(), "configMap");
    this.parts = parts;
    this.policyNamespace = policyNamespace;
  }

  /** An entry, looked through. */
  record Parts(EntryName name, Template configMap, Template namespace) implements CompiledEntry {

    static Parts of(EntryName name, ContextEntry.ConfigMap entry) {
      return new Parts(name, template(entry.configMap()), template(entry.namespace().orElse("")));
    }

    @Override
    public Loader loader(String policyNamespace) {
      return new ConfigMapLoader(this, policyNamespace);
    }
  }

  /** A text as a template. */
  static Template template(String text) {
    return Template.of(JsonNodeFactory.instance.stringNode(text));
  }

  /** A template as an error shows it. */
  static String written(Template template) {
    JsonNode source = template.source();
    return source.isString() ? source.stringValue() : GoFormat.json(source);
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
        throw e.within("failed to retrieve config map for context entry " + name());
      }
    }
    try {
      context.addEntry(name(), data.get(), JsonSize.escaped(data.get()));
    } catch (EvaluationException e) {
      throw e.within("failed to add config map for context entry " + name());
    }
  }

  private JsonNode fetch(JsonContext context) {
    String name = text(parts.configMap(), "name", context);
    String namespace = text(parts.namespace(), "namespace", context);
    if (namespace.isEmpty()) {
      namespace = policyNamespace.isEmpty() ? "default" : policyNamespace;
    }
    if (!policyNamespace.isEmpty() && !namespace.equals(policyNamespace)) {
      throw new EvaluationException(
          ("context entry " + name() + ": configMap namespace \"" + namespace)
              + ("\" is different from policy namespace \"" + policyNamespace + "\""));
    }
    try {
      JsonNode map =
          context
              .cluster()
              .configMap(namespace, name)
              .orElseThrow(() -> new EvaluationException("configmaps \"" + name + "\" not found"));
      return stored(map, namespace, name);
    } catch (EvaluationException refused) {
      throw new EvaluationException(
          "failed to get configmap " + namespace + "/" + name + " : " + refused.text());
    }
  }

  private static JsonNode stored(JsonNode map, String namespace, String name) {
    ObjectNode metadata = JsonNodeFactory.instance.objectNode();
    map.path("metadata").properties().forEach(m -> metadata.set(m.getKey(), m.getValue()));
    metadata.put("name", name).put("namespace", namespace);
    ObjectNode stored = JsonNodeFactory.instance.objectNode();
    stored.set("data", map.has("data") ? map.path("data") : stored.nullNode());
    stored.set("metadata", metadata);
    return stored;
  }

  private String text(Template template, String field, JsonContext context) {
    String subject =
        ("failed to substitute variables in context " + name() + " configMap." + field)
            + (" " + written(template));
    JsonNode text;
    try {
      text = template.substitute(context);
    } catch (EvaluationException e) {
      throw e.within(subject);
    }
    if (!text.isString()) {
      throw new EvaluationException(subject + ": expected string, got " + GoFormat.type(text));
    }
    return text.stringValue();
  }
}
