package dev.kyverdict.cluster.api;

import dev.kyverdict.cluster.types.ResourceType;
import dev.kyverdict.cluster.types.Rules;
import dev.kyverdict.cluster.types.Rules.FieldValidation;
import dev.kyverdict.cluster.types.Rules.Read;
import tools.jackson.databind.JsonNode;

/** Bodies as the server understands them. */
final class Fields {

  private Fields() {}

  /** A body as the server decodes it. */
  static JsonNode decoded(Call call, ResourceType type, JsonNode body) {
    return warned(call, Rules.read(type, body, validation(call)));
  }

  /** What a patch has made of an object. */
  static JsonNode patched(Call call, ResourceType type, JsonNode object) {
    return warned(call, Rules.patched(type, object, validation(call)));
  }

  /** An object that needs defaults only. */
  static JsonNode defaulted(ResourceType type, JsonNode object) {
    return Rules.read(type, object, FieldValidation.IGNORE).object();
  }

  private static FieldValidation validation(Call call) {
    return FieldValidation.of(call.query("fieldValidation"));
  }

  private static JsonNode warned(Call call, Read read) {
    read.warnings().forEach(call::warn);
    return read.object();
  }
}
