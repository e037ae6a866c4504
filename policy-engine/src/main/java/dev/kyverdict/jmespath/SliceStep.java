package dev.kyverdict.jmespath;

import dev.kyverdict.jmespath.Expression.Slice;
import dev.kyverdict.values.GoPanicException;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** A range of a list; the fork's {@code util.go}, overflow of its indexes included. */
record SliceStep(OptionalLong start, OptionalLong stop, long step) implements Step {

  static Step of(Slice slice) {
    return new SliceStep(slice.start(), slice.stop(), slice.step().orElse(1));
  }

  @Override
  public JsonNode on(JsonNode value, Surroundings surroundings) {
    if (!(value instanceof ArrayNode list)) {
      return GoValue.NULL;
    }
    if (step == 0) {
      throw JmesPathException.of("Invalid slice, step cannot be 0");
    }
    int length = list.size();
    long from = start.isPresent() ? capped(length, start.getAsLong()) : step < 0 ? length - 1L : 0;
    long to = stop.isPresent() ? capped(length, stop.getAsLong()) : step < 0 ? -1 : length;
    ArrayNode part = JsonNodeFactory.instance.arrayNode();
    for (long i = from; step > 0 ? i < to : i > to; i += step) {
      if (i < 0 || i >= length) {
        throw new GoPanicException("runtime error: index out of range [" + i + "]");
      }
      part.add(list.get((int) i));
    }
    return part;
  }

  private long capped(int length, long index) {
    if (index < 0) {
      long fromEnd = index + length;
      return fromEnd >= 0 ? fromEnd : step < 0 ? -1 : 0;
    }
    if (index >= length) {
      return step < 0 ? length - 1L : length;
    }
    return index;
  }
}
