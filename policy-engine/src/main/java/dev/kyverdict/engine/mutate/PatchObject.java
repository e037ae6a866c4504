package dev.kyverdict.engine.mutate;

import dev.kyverdict.values.GoStrings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** An object that a JSON patch looked into; new keys come last. */
final class PatchObject implements PatchContainer {

  private final PatchCell self;
  private final boolean canonical;
  private final Map<String, PatchCell> members = new LinkedHashMap<>();

  /** Keys that were added, as they stand behind all others in the bytes that are compared. */
  private final List<String> added = new ArrayList<>();

  /**
   * Opens an object.
   *
   * @param canonical whether the bytes behind it are those that Go would write for it
   * @param self what the empty key stands for
   */
  PatchObject(ObjectNode object, boolean canonical, PatchCell self) {
    this.self = self;
    this.canonical = canonical;
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      members.put(member.getKey(), PatchCell.within(member.getValue(), canonical));
    }
  }

  @Override
  public PatchCell get(String key) throws MissingException {
    if (key.isEmpty()) {
      return self;
    }
    PatchCell value = members.get(key);
    if (value == null) {
      throw new MissingException(key);
    }
    return value;
  }

  @Override
  public void set(String key, PatchCell value) {
    if (members.put(key, value) == null) {
      added.add(key);
    }
  }

  @Override
  public void add(String key, PatchCell value) {
    set(key, value);
  }

  @Override
  public void remove(String key) {
    if (members.remove(key) != null) {
      added.remove(key);
    }
  }

  @Override
  public JsonNode toJson(int depth) {
    int below = Depth.below(depth);
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    members.forEach((key, value) -> object.set(key, value.toJson(below)));
    return object;
  }

  @Override
  public boolean isCanonical() {
    return isOrdered()
        && members.values().stream().allMatch(value -> value.isSame(value.toJson(0)));
  }

  @Override
  public boolean isSame(JsonNode original) {
    if (!(original instanceof ObjectNode object)
        || object.size() != members.size()
        || !isOrdered()) {
      return false;
    }
    for (Map.Entry<String, PatchCell> member : members.entrySet()) {
      JsonNode other = object.get(member.getKey());
      if (other == null || !member.getValue().isSame(other)) {
        return false;
      }
    }
    return true;
  }

  /** The library writes the keys of what it opened as they are, Go's encoder escapes HTML. */
  private boolean isOrdered() {
    if (!canonical || members.keySet().stream().anyMatch(PatchObject::hasHtml)) {
      return false;
    }
    if (added.isEmpty()) {
      return true;
    }
    List<String> keys = new ArrayList<>(members.keySet());
    keys.removeAll(added);
    keys.sort(GoStrings::compare);
    keys.addAll(added);
    return keys.equals(keys.stream().sorted(GoStrings::compare).toList());
  }

  private static boolean hasHtml(String key) {
    return key.indexOf('<') >= 0 || key.indexOf('>') >= 0 || key.indexOf('&') >= 0;
  }
}
