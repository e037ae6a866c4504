package dev.kyverdict.engine.mutate;

import static dev.kyverdict.engine.mutate.MergeNode.ABSENT;

import dev.kyverdict.engine.EvaluationException;
import dev.kyverdict.values.GoStrings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Merges a patch into an object as kyaml does, new elements of lists first ({@code
 * kyaml/yaml/walk}, {@code kyaml/yaml/merge2}).
 */
final class MergeWalk {

  private MergeWalk() {}

  /**
   * Merges one node.
   *
   * @param target of the object; changed in place
   * @param patch changed in place, too; may be the same node as the target
   * @return {@link MergeNode#ABSENT} when nothing is left
   */
  static MergeNode merge(MergeSchema above, MergeNode target, MergeNode patch) {
    if (patch.isAbsent() && isLeftAlone(above, target.unopened())) {
      return target.isNull() ? MergeNode.keptNull() : target;
    }
    MergeSchema schema = schema(above, target, patch);
    MergeNode first = target.isMissingOrNull() ? patch : target;
    if (first.isMissingOrNull()) {
      return mergeMaps(schema, target, patch);
    }
    target.require(first.kind());
    patch.require(first.kind());
    return switch (first.kind()) {
      case MAPPING -> mergeMaps(schema, target, patch);
      case SEQUENCE ->
          schema
              .list()
              .map(list -> ListMerge.merge(list, target, patch))
              .orElse(patch.isAbsent() ? target : patch);
      case SCALAR -> patch.isAbsent() ? target : patch;
    };
  }

  /** Whether a part of the object that the patch does not mention stays as it is. */
  private static boolean isLeftAlone(MergeSchema schema, JsonNode json) {
    if (schema != MergeSchema.UNKNOWN) {
      return !schema.hasLists() && !json.isMissingNode();
    }
    return switch (json) {
      case ObjectNode object -> {
        if (ownSchema(object) != MergeSchema.UNKNOWN) {
          yield false;
        }
        for (JsonNode value : object.values()) {
          if (value instanceof ObjectNode && !isLeftAlone(schema, value)) {
            yield false;
          }
        }
        yield true;
      }
      default -> !json.isMissingNode();
    };
  }

  private static MergeSchema ownSchema(ObjectNode object) {
    JsonNode kind = object.path("kind");
    return kind.isString()
        ? MergeKeys.of(object.path("apiVersion").asString(""), kind.stringValue())
        : MergeSchema.UNKNOWN;
  }

  private static MergeSchema schema(MergeSchema above, MergeNode target, MergeNode patch) {
    if (above != MergeSchema.UNKNOWN) {
      return above;
    }
    MergeSchema own = ownSchema(target);
    return own == MergeSchema.UNKNOWN ? ownSchema(patch) : own;
  }

  private static MergeSchema ownSchema(MergeNode node) {
    MergeNode kind = node.isMissingOrNull() ? ABSENT : node.field("kind");
    return kind.isMissingOrNull()
        ? MergeSchema.UNKNOWN
        : MergeKeys.of(node.field("apiVersion").text(), kind.text());
  }

  private static MergeNode mergeMaps(MergeSchema schema, MergeNode target, MergeNode patch) {
    MergeNode merged = visitMap(target, patch);
    if (merged.isMissingOrNull()) {
      return merged;
    }
    List<String> keys = new ArrayList<>(patch.fields().keySet());
    keys.sort(GoStrings::compare);
    for (String key : keys) {
      put(merged, key, merge(schema.field(key), merged.field(key), patch.field(key)));
    }
    if (merged != patch) {
      mergeRest(schema, merged, patch);
    }
    return merged;
  }

  /** What only the object has can still change: its merged lists are written anew. */
  private static void mergeRest(MergeSchema schema, MergeNode merged, MergeNode patch) {
    if (schema != MergeSchema.UNKNOWN && !schema.describesAllKeys()) {
      for (Map.Entry<String, MergeSchema> field : schema.fields().entrySet()) {
        MergeNode value = merged.field(field.getKey());
        if (!value.isAbsent() && patch.field(field.getKey()).isAbsent()) {
          put(merged, field.getKey(), merge(field.getValue(), value, ABSENT));
        }
      }
      return;
    }
    for (String key : List.copyOf(merged.fields().keySet())) {
      MergeNode value = merged.field(key);
      if (patch.field(key).isAbsent() && !isLeftAlone(schema.field(key), value.unopened())) {
        put(merged, key, merge(schema.field(key), value, ABSENT));
      }
    }
  }

  private static void put(MergeNode map, String key, MergeNode value) {
    if (key.isEmpty()) {
      // kyaml takes a field without a name for the node itself.
      throw new EvaluationException(
          "wrong node kind: expected ScalarNode but got MappingNode: node contents:\n"
              + map.toJson()
              + "\n");
    }
    if (value.isClearing()) {
      map.clear(key);
    } else {
      map.fields().put(key, value.styledAs(map.field(key)));
    }
  }

  private static MergeNode visitMap(MergeNode target, MergeNode patch) {
    if (target.isMissingOrNull()) {
      if (MergeDirective.takeLenient(patch) == MergeDirective.DELETE) {
        return ABSENT;
      }
      return patch.isAbsent() && !target.isAbsent() ? MergeNode.keptNull() : patch;
    }
    return patch.isNull() ? ABSENT : MergeDirective.take(patch).choose(target, patch);
  }

  /** The result of a whole object; without one the patch deletes it, which is not allowed. */
  static JsonNode mergeRoot(MergeNode target, MergeNode patch) {
    MergeNode merged = merge(MergeSchema.UNKNOWN, target, patch);
    if (merged.isAbsent()) {
      throw new EvaluationException("filter cannot create or delete objects");
    }
    return merged.toJson();
  }
}
