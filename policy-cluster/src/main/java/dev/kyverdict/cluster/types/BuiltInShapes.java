package dev.kyverdict.cluster.types;

import dev.kyverdict.cluster.types.Shape.Form;
import dev.kyverdict.cluster.types.Shape.Merging;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The fields of the built-in kinds. A line of the table is a type: its name and its fields, each
 * with how Go writes it, its type, and how it is merged; a line is parsed when it is first needed.
 */
final class BuiltInShapes {

  private static final Map<String, String> LINES = lines();
  private static final Map<String, Map<String, Shape>> FIELDS = new ConcurrentHashMap<>();

  private BuiltInShapes() {}

  private static Map<String, String> lines() {
    Map<String, String> lines = new HashMap<>();
    for (String line : Tables.lines("fields.txt")) {
      int end = line.indexOf(' ');
      String name = line.substring(0, end);
      int mark = name.indexOf('!');
      lines.put(mark < 0 ? name : name.substring(0, mark), line);
    }
    return lines;
  }

  /** The type of a name such as {@code core.v1.Pod}. */
  static Shape named(String name) {
    String line = LINES.getOrDefault(name, name + " ");
    Shape shape = Shape.struct(name, () -> fields(name));
    return line.substring(0, line.indexOf(' ')).endsWith("!atomic")
        ? shape.with(new Merging("atomic", List.of(), "", ""))
        : shape;
  }

  private static Map<String, Shape> fields(String name) {
    Map<String, Shape> known = FIELDS.get(name);
    return known == null ? FIELDS.computeIfAbsent(name, BuiltInShapes::parse) : known;
  }

  private static Map<String, Shape> parse(String name) {
    String line = LINES.getOrDefault(name, name + " ");
    Map<String, Shape> fields = new HashMap<>();
    for (String field : line.substring(line.indexOf(' ') + 1).split(" ", -1)) {
      int colon = field.indexOf(':');
      if (colon > 0) {
        fields.put(field.substring(0, colon), new FieldCode(field.substring(colon + 1)).field());
      }
    }
    return Map.copyOf(fields);
  }

  static Shape scalar(char code, String goType) {
    return switch (code) {
      case 's' -> scalar(Form.STRING, goType, "string");
      case 'i' -> scalar(Form.INT32, goType, "int32");
      case 'l' -> scalar(Form.INT64, goType, "int64");
      case 'b' -> scalar(Form.BOOL, goType, "bool");
      case 'f' -> scalar(Form.DOUBLE, goType, "float64");
      case 'q' -> scalar(Form.QUANTITY, goType, "resource.Quantity");
      case 'x' -> scalar(Form.INT_OR_STRING, goType, "intstr.IntOrString");
      case 'y' -> scalar(Form.BYTES, goType, "[]uint8");
      case 't' -> scalar(Form.TIME, goType, "v1.Time");
      case 'm' -> scalar(Form.MICRO_TIME, goType, "v1.MicroTime");
      default -> scalar(Form.ANY, goType, "runtime.RawExtension");
    };
  }

  private static Shape scalar(Form type, String goType, String usual) {
    return Shape.scalar(type, goType.isEmpty() ? usual : goType);
  }
}
