package dev.kyverdict.yaml;

import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Random JSON trees with the strings that YAML writers get wrong. */
final class RandomTrees {

  private static final List<String> ATOMS =
      List.of(
          "a",
          "b",
          "key",
          "0",
          "1",
          "012",
          "1.5",
          "1e3",
          "0x1f",
          "_",
          ".",
          "..",
          "...",
          "-",
          "--",
          "---",
          "- ",
          "+",
          "~",
          "yes",
          "on",
          "null",
          "true",
          "NaN",
          ".inf",
          "2001-01-01",
          "12:30:45",
          ":",
          ": ",
          " :",
          "#",
          " #",
          "# ",
          "?",
          "? ",
          "!",
          "!!str",
          "&a",
          "*a",
          "|",
          ">",
          "%",
          "@",
          "`",
          "=",
          "<<",
          "<",
          "'",
          "''",
          "\"",
          "\\",
          "\\n",
          "{",
          "}",
          "[",
          "]",
          ",",
          ", ",
          "{{ x }}",
          "{{",
          "}}",
          "[?a == 'b']",
          "$(date)",
          "/",
          "~1",
          " ",
          "  ",
          "\t",
          "\n",
          "\n\n",
          "\n  ",
          "\n\t",
          " \n",
          "\r",
          "\r\n",
          "\u0000",
          "\u0007",
          "\u001b",
          "\u007f",
          "\u0085",
          "\u00a0",
          "\u00ad",
          "\u200b",
          "\u2028",
          "\u2029",
          "\u202e",
          "\ufeff",
          "\ufffd",
          "\ufffe",
          "\uffff",
          "\ue000",
          "é",
          "日本",
          "😀",
          "\udbff\udffd",
          "\udb40\udc01",
          "\ud83f\udffe",
          "line\n",
          "echo \"x\"\n",
          "  indented\n",
          "\n# comment\n",
          "EOF\n");

  private final Random random;
  private final List<String> words;

  /** Words of the caller's join the atoms, whole. */
  RandomTrees(long seed, List<String> words) {
    this.random = new Random(seed);
    this.words = List.copyOf(words);
  }

  JsonNode next() {
    return tree(random.nextInt(5));
  }

  private JsonNode tree(int depth) {
    int kind = depth == 0 ? random.nextInt(6) : random.nextInt(10);
    return switch (kind) {
      case 0 -> number();
      case 1 -> JsonNodeFactory.instance.booleanNode(random.nextBoolean());
      case 2 -> random.nextInt(4) == 0 ? JsonNodeFactory.instance.nullNode() : number();
      case 3, 4, 5 -> JsonNodeFactory.instance.stringNode(string());
      case 6, 7 -> list(depth);
      default -> object(depth);
    };
  }

  private ArrayNode list(int depth) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (int i = random.nextInt(5); i > 0; i--) {
      list.add(tree(depth - 1));
    }
    return list;
  }

  private ObjectNode object(int depth) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (int i = random.nextInt(6); i > 0; i--) {
      String key = random.nextInt(50) == 0 ? string().repeat(200) : string();
      object.set(key, tree(depth - 1));
    }
    return object;
  }

  private String string() {
    if (random.nextInt(3) == 0) {
      return words.get(random.nextInt(words.size()));
    }
    return IntStream.range(0, random.nextInt(7))
        .mapToObj(i -> ATOMS.get(random.nextInt(ATOMS.size())))
        .collect(Collectors.joining());
  }

  private JsonNode number() {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    return switch (random.nextInt(7)) {
      case 0 -> nodes.numberNode(random.nextInt(100) - 50);
      case 1 -> nodes.numberNode(random.nextInt());
      case 2 -> nodes.numberNode(random.nextLong());
      case 3 -> nodes.numberNode(new BigInteger(64, random));
      case 4 -> nodes.numberNode(random.nextInt(1000) / 8.0);
      case 5 -> nodes.numberNode(random.nextGaussian() * Math.pow(10, random.nextInt(80) - 40));
      default -> nodes.numberNode(finite(Double.longBitsToDouble(random.nextLong())));
    };
  }

  private static double finite(double value) {
    return Double.isFinite(value) ? value : 0.25;
  }
}
