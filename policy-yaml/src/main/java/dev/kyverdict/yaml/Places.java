package dev.kyverdict.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the parts of a document stand in its file, by JSON pointer ({@code /spec/rules/0/name}; the
 * whole document is {@code ""}).
 *
 * <p>What came through an alias stands where its anchor stands; what a merge key brought stands
 * where it was merged from.
 */
public final class Places {

  private final Spot root;

  Places(Spot root) {
    this.root = root;
  }

  /** The place of a value: for a mapping or a list that of its first entry. */
  public Optional<Place> of(String pointer) {
    return spot(pointer).map(Spot::value);
  }

  /** The place of the key of a value; items of lists and the document itself have none. */
  public Optional<Place> ofKey(String pointer) {
    return spot(pointer).flatMap(Spot::key);
  }

  /** The place of a value or, where there is none, of the closest value that encloses it. */
  public Place nearest(String pointer) {
    Spot spot = root;
    for (String token : tokens(pointer)) {
      Optional<Spot> next = spot.child(token);
      if (next.isEmpty()) {
        break;
      }
      spot = next.get();
    }
    return spot.value();
  }

  /** The pointer that leads through these keys and indexes. */
  static String pointer(Iterable<String> tokens) {
    StringBuilder pointer = new StringBuilder();
    tokens.forEach(
        token -> pointer.append('/').append(token.replace("~", "~0").replace("/", "~1")));
    return pointer.toString();
  }

  private Optional<Spot> spot(String pointer) {
    Optional<Spot> spot = Optional.of(root);
    for (String token : tokens(pointer)) {
      spot = spot.flatMap(found -> found.child(token));
    }
    return spot;
  }

  private static List<String> tokens(String pointer) {
    if (pointer.isEmpty()) {
      return List.of();
    }
    if (pointer.charAt(0) != '/') {
      throw new IllegalArgumentException(
          "JSON pointer '" + pointer + "' does not start with '/'; write /spec/name, or \"\"");
    }
    List<String> tokens = new ArrayList<>();
    for (int start = 1; start <= pointer.length(); ) {
      int slash = pointer.indexOf('/', start);
      int end = slash < 0 ? pointer.length() : slash;
      tokens.add(pointer.substring(start, end).replace("~1", "/").replace("~0", "~"));
      start = end + 1;
    }
    return tokens;
  }

  /** The place of one value and of what it holds. */
  record Spot(Optional<Place> key, Place value, Map<String, Spot> fields, List<Spot> items) {

    static Spot leaf(Place value) {
      return new Spot(Optional.empty(), value, Map.of(), List.of());
    }

    Spot keyed(Place place) {
      return new Spot(Optional.of(place), value, fields, items);
    }

    Spot at(Place place) {
      return new Spot(key, place, fields, items);
    }

    Optional<Spot> child(String token) {
      if (items.isEmpty()) {
        return Optional.ofNullable(fields.get(token));
      }
      boolean index = token.matches("0|[1-9][0-9]{0,8}");
      return index && Integer.parseInt(token) < items.size()
          ? Optional.of(items.get(Integer.parseInt(token)))
          : Optional.empty();
    }
  }
}
