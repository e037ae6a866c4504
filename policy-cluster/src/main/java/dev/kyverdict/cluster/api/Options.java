package dev.kyverdict.cluster.api;

import dev.kyverdict.values.GoNumbers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The options of a request, as admission sees them. */
final class Options {

  private Options() {}

  static JsonNode create(Call call) {
    return write(call, "CreateOptions");
  }

  static JsonNode update(Call call) {
    return write(call, "UpdateOptions");
  }

  private static ObjectNode write(Call call, String kind) {
    ObjectNode options = JsonNodeFactory.instance.objectNode();
    options.put("kind", kind).put("apiVersion", "meta.k8s.io/v1");
    if (call.dryRun()) {
      options.putArray("dryRun").add("All");
    }
    for (String name : new String[] {"fieldManager", "fieldValidation"}) {
      if (!call.query(name).isEmpty()) {
        options.put(name, call.query(name));
      }
    }
    return options;
  }

  /** DeleteOptions of the body, else of the query. */
  static JsonNode delete(Call call) {
    ObjectNode options = JsonNodeFactory.instance.objectNode();
    options.put("kind", "DeleteOptions").put("apiVersion", "meta.k8s.io/v1");
    if (call.request().body() instanceof ObjectNode body) {
      body.properties().stream()
          .filter(it -> !options.has(it.getKey()))
          .forEach(it -> options.set(it.getKey(), GoNumbers.integers(it.getValue())));
      return options;
    }
    if (!call.query("gracePeriodSeconds").isEmpty()) {
      options.put("gracePeriodSeconds", Long.parseLong(call.query("gracePeriodSeconds")));
    }
    if (!call.query("propagationPolicy").isEmpty()) {
      options.put("propagationPolicy", call.query("propagationPolicy"));
    }
    if (!call.query("orphanDependents").isEmpty()) {
      options.put("orphanDependents", call.query("orphanDependents").equals("true"));
    }
    if (call.dryRun()) {
      options.putArray("dryRun").add("All");
    }
    return options;
  }
}
