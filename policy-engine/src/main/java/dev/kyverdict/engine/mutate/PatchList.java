package dev.kyverdict.engine.mutate;

import dev.kyverdict.engine.EvaluationException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** A list that a JSON patch looked into; indices below zero count from its end. */
final class PatchList implements PatchContainer {

  private static final String APPEND = "-";

  private final PatchCell self;
  private final boolean canonical;
  private final List<PatchCell> elements;

  /**
   * Opens a list.
   *
   * @param canonical whether the bytes behind it are those that Go would write for it
   * @param self what the empty key stands for
   */
  PatchList(ArrayNode list, boolean canonical, PatchCell self) {
    this.self = self;
    this.canonical = canonical;
    elements = new ArrayList<>(list.size());
    list.forEach(element -> elements.add(PatchCell.within(element, canonical)));
  }

  int size() {
    return elements.size();
  }

  @Override
  public PatchCell get(String key) {
    if (key.isEmpty()) {
      return self;
    }
    int index = index(key);
    int position = index < 0 ? index + elements.size() : index;
    if (position < 0 || position >= elements.size()) {
      throw outside(index);
    }
    return elements.get(position);
  }

  @Override
  public void set(String key, PatchCell value) {
    int index = index(key);
    int position = index < 0 ? index + elements.size() : index;
    if (position < 0 || position >= elements.size()) {
      throw outside(index);
    }
    elements.set(position, value);
  }

  @Override
  public void add(String key, PatchCell value) {
    if (key.equals(APPEND)) {
      elements.add(value);
      return;
    }
    int index =
        PatchPath.index(key)
            .orElseThrow(
                () -> noIndex(key).within("value was not a proper array index: '" + key + "'"));
    int position = index < 0 ? index + elements.size() + 1 : index;
    if (position < 0 || position > elements.size()) {
      throw outside(index);
    }
    elements.add(position, value);
  }

  @Override
  public void remove(String key) {
    int index = index(key);
    int position = index < 0 ? index + elements.size() : index;
    if (position >= 0 && position < elements.size()) {
      elements.remove(position);
    }
  }

  private static int index(String key) {
    OptionalInt index = PatchPath.index(key);
    if (index.isEmpty()) {
      throw noIndex(key);
    }
    return index.getAsInt();
  }

  private static EvaluationException noIndex(String key) {
    return new EvaluationException("strconv.Atoi: parsing \"" + key + "\": invalid syntax");
  }

  private static EvaluationException outside(int index) {
    return new EvaluationException(
        "Unable to access invalid index: " + index + ": invalid index referenced");
  }

  @Override
  public JsonNode toJson(int depth) {
    int below = Depth.below(depth);
    ArrayNode list = JsonNodeFactory.instance.arrayNode(elements.size());
    elements.forEach(element -> list.add(element.toJson(below)));
    return list;
  }

  @Override
  public boolean isCanonical() {
    return canonical && elements.stream().allMatch(element -> element.isSame(element.toJson(0)));
  }

  @Override
  public boolean isSame(JsonNode original) {
    if (!(original instanceof ArrayNode list) || list.size() != elements.size()) {
      return false;
    }
    for (int i = 0; i < elements.size(); i++) {
      if (!elements.get(i).isSame(list.get(i))) {
        return false;
      }
    }
    return true;
  }
}
