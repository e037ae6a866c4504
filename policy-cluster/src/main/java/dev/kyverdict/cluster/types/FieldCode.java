package dev.kyverdict.cluster.types;

import dev.kyverdict.cluster.types.Shape.Form;
import dev.kyverdict.cluster.types.Shape.Merging;
import dev.kyverdict.cluster.types.Shape.Presence;
import java.util.List;

/**
 * Reads the code of a field in the table of built-in types: a mark of presence ({@code ?}, {@code
 * +}, {@code -}), the type (a letter, {@code @} and a name, {@code [} for a list of, <code>{</code>
 * for a map to), {@code '} and a name in Go where it cannot be derived, {@code !} and the type of a
 * list or map with its keys, {@code ^} and the strategy of patches with its key.
 */
final class FieldCode {

  private final String code;
  private int at;

  FieldCode(String code) {
    this.code = code;
  }

  Shape field() {
    Presence presence = presence();
    Shape shape = type();
    String list = suffix('!');
    String patch = suffix('^');
    if (list.isEmpty() && patch.isEmpty()) {
      return shape.with(presence);
    }
    return shape.with(merging(shape, list, patch)).with(presence);
  }

  private static Merging merging(Shape shape, String list, String patch) {
    String kind = list.isEmpty() ? shape.merging().list() : before(list);
    String keys = inBrackets(list);
    return new Merging(
        kind,
        keys.isEmpty() ? List.of() : List.of(keys.split(",", -1)),
        before(patch).replace('/', ','),
        inBrackets(patch));
  }

  private Presence presence() {
    Presence presence =
        switch (code.charAt(0)) {
          case '?' -> Presence.NOT_ZERO;
          case '+' -> Presence.ALWAYS;
          case '-' -> Presence.ALWAYS_NULL;
          default -> Presence.GIVEN;
        };
    at = presence == Presence.GIVEN ? 0 : 1;
    return presence;
  }

  private Shape type() {
    char first = code.charAt(at++);
    switch (first) {
      case '[' -> {
        Shape element = type();
        return Shape.of(Form.LIST, goType("[]" + element.goType()), element);
      }
      case '{' -> {
        Shape element = type();
        return Shape.of(Form.MAP, goType("map[string]" + element.goType()), element);
      }
      case '@' -> {
        return BuiltInShapes.named(word());
      }
      default -> {
        return BuiltInShapes.scalar(first, goType(""));
      }
    }
  }

  private String goType(String derived) {
    if (at < code.length() && code.charAt(at) == '\'') {
      at++;
      return word();
    }
    return derived;
  }

  private String word() {
    int start = at;
    while (at < code.length() && "!^'".indexOf(code.charAt(at)) < 0) {
      at++;
    }
    return code.substring(start, at);
  }

  private String suffix(char mark) {
    if (at >= code.length() || code.charAt(at) != mark) {
      return "";
    }
    at++;
    return word();
  }

  private static String before(String suffix) {
    int bracket = suffix.indexOf('(');
    return bracket < 0 ? suffix : suffix.substring(0, bracket);
  }

  private static String inBrackets(String suffix) {
    int bracket = suffix.indexOf('(');
    return bracket < 0 ? "" : suffix.substring(bracket + 1, suffix.length() - 1);
  }
}
