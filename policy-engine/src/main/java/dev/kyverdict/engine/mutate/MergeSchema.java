package dev.kyverdict.engine.mutate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What kyaml's OpenAPI document says of merging the lists of a type ({@code kyaml/openapi}). Fields
 * without merged lists below them are not known one by one.
 */
final class MergeSchema {

  private static final String ALL_KEYS = "*";

  /** Of a value that the document does not describe: an object in it may say its own kind. */
  static final MergeSchema UNKNOWN = new MergeSchema(Optional.empty());

  /** Of a value that holds no merged lists. */
  static final MergeSchema PLAIN = new MergeSchema(Optional.empty());

  private final Optional<MergedList> list;
  private final Map<String, MergeSchema> fields = new LinkedHashMap<>();

  private MergeSchema(Optional<MergedList> list) {
    this.list = list;
  }

  /**
   * How a list is merged.
   *
   * @param keys what tells its elements apart; none when it holds scalars
   */
  record MergedList(List<String> keys, MergeSchema elements) {

    MergedList {
      keys = List.copyOf(keys);
    }
  }

  static MergeSchema type() {
    return new MergeSchema(Optional.empty());
  }

  static MergeSchema list(List<String> keys, MergeSchema elements) {
    return new MergeSchema(Optional.of(new MergedList(keys, elements)));
  }

  void add(String field, MergeSchema schema) {
    fields.put(field, schema);
  }

  /** Whether anything below is merged in a way of its own. */
  boolean hasLists() {
    return list.isPresent() || !fields.isEmpty();
  }

  /** How the list is merged; empty when it is replaced. */
  Optional<MergedList> list() {
    return list;
  }

  MergeSchema field(String name) {
    if (this == UNKNOWN) {
      return UNKNOWN;
    }
    MergeSchema field = fields.get(name);
    return field == null ? fields.getOrDefault(ALL_KEYS, PLAIN) : field;
  }

  /** Fields for which {@link #field} gives more than {@link #PLAIN}, unless all keys do. */
  Map<String, MergeSchema> fields() {
    return fields;
  }

  boolean describesAllKeys() {
    return fields.containsKey(ALL_KEYS);
  }
}
