package dev.kyverdict.cluster.patch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code metadata.managedFields}: who owns which fields, and since when. */
final class Managers {

  private static final Comparator<Map.Entry<Owner, Entry>> ORDER =
      Comparator.comparing((Map.Entry<Owner, Entry> it) -> it.getKey().operation())
          .thenComparing(it -> it.getValue().time())
          .thenComparing(it -> it.getKey().manager())
          .thenComparing(it -> it.getValue().apiVersion())
          .thenComparing(it -> it.getKey().subresource());

  private final Map<Owner, Entry> entries = new LinkedHashMap<>();

  /**
   * Who owns fields.
   *
   * @param manager the name
   * @param operation {@code Apply} or {@code Update}
   * @param apiVersion empty for {@code Apply}, which has one entry whatever version is applied
   * @param subresource empty for the object itself
   */
  record Owner(String manager, String operation, String apiVersion, String subresource) {

    static Owner applier(String manager, String subresource) {
      return new Owner(manager, "Apply", "", subresource);
    }

    static Owner updater(String manager, String apiVersion, String subresource) {
      return new Owner(manager, "Update", apiVersion, subresource);
    }

    /** As messages of conflicts write it. */
    String text() {
      String text = '"' + manager + '"';
      if (!subresource.isEmpty()) {
        text += " with subresource \"" + subresource + '"';
      }
      return operation.equals("Update") ? text + " using " + apiVersion : text;
    }
  }

  /**
   * What is owned.
   *
   * @param apiVersion of the object that was sent
   * @param time the time of the last change, empty for none
   */
  record Entry(String apiVersion, String time, FieldSet fields) {

    Entry with(FieldSet other) {
      return new Entry(apiVersion, time, other);
    }
  }

  /** Reads those of an object. */
  static Managers of(JsonNode object) {
    Managers managers = new Managers();
    for (JsonNode entry : object.path("metadata").path("managedFields")) {
      String operation = entry.path("operation").asString("");
      String apiVersion = entry.path("apiVersion").asString("");
      Owner key =
          new Owner(
              entry.path("manager").asString(""),
              operation,
              operation.equals("Apply") ? "" : apiVersion,
              entry.path("subresource").asString(""));
      FieldSet fields = FieldSet.read(entry.path("fieldsV1"));
      managers.entries.put(key, new Entry(apiVersion, entry.path("time").asString(""), fields));
    }
    return managers;
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  boolean has(Owner key) {
    return entries.containsKey(key);
  }

  FieldSet fields(Owner key) {
    Entry entry = entries.get(key);
    return entry == null ? new FieldSet() : entry.fields();
  }

  String time(Owner key) {
    Entry entry = entries.get(key);
    return entry == null ? "" : entry.time();
  }

  void put(Owner key, Entry entry) {
    if (entry.fields().isEmpty()) {
      entries.remove(key);
    } else {
      entries.put(key, entry);
    }
  }

  List<Owner> others(Owner key) {
    return new ArrayList<>(entries.keySet().stream().filter(it -> !it.equals(key)).toList());
  }

  void take(Owner key, FieldSet fields) {
    Entry entry = entries.get(key);
    if (entry != null) {
      put(key, entry.with(entry.fields().difference(fields)));
    }
  }

  /** All that anybody owns. */
  FieldSet union() {
    FieldSet all = new FieldSet();
    for (Entry entry : entries.values()) {
      all = all.union(entry.fields());
    }
    return all;
  }

  /** The object with these managers. */
  JsonNode into(JsonNode object) {
    ObjectNode copy = JsonNodeFactory.instance.objectNode();
    copy.setAll((ObjectNode) object);
    ObjectNode metadata = JsonNodeFactory.instance.objectNode();
    if (object.path("metadata") instanceof ObjectNode there) {
      metadata.setAll(there);
    }
    metadata.remove("managedFields");
    if (!entries.isEmpty()) {
      metadata.set("managedFields", write());
    }
    copy.set("metadata", metadata);
    return copy;
  }

  private ArrayNode write() {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    entries.entrySet().stream()
        .sorted(ORDER)
        .forEach(it -> list.add(write(it.getKey(), it.getValue())));
    return list;
  }

  private static ObjectNode write(Owner key, Entry entry) {
    ObjectNode out = JsonNodeFactory.instance.objectNode();
    out.put("manager", key.manager()).put("operation", key.operation());
    out.put("apiVersion", entry.apiVersion());
    if (!entry.time().isEmpty()) {
      out.put("time", entry.time());
    }
    out.put("fieldsType", "FieldsV1").set("fieldsV1", entry.fields().write());
    if (!key.subresource().isEmpty()) {
      out.put("subresource", key.subresource());
    }
    return out;
  }

  boolean same(Managers other) {
    if (!entries.keySet().equals(other.entries.keySet())) {
      return false;
    }
    return entries.entrySet().stream()
        .allMatch(it -> it.getValue().fields().same(other.fields(it.getKey())));
  }
}
