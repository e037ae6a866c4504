package dev.kyverdict.fuzz;

import dev.kyverdict.jmespath.Functions;
import dev.kyverdict.jmespath.Functions.Signature;
import dev.kyverdict.jmespath.Functions.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Expressions of JMESPath, mostly of the types that their functions want, about a document of a
 * known shape.
 */
final class Expressions {

  /** Functions whose result nobody can foresee. */
  private static final Set<String> UNFORESEEABLE = Set.of("random", "time_now", "time_now_utc");

  private static final Set<String> ARITHMETIC =
      Set.of("add", "subtract", "multiply", "divide", "modulo");

  private static final ObjectNode SHAPE =
      Json.tree(
          "{'s':'abc','w':'a*','n':5,'f':1.5,'t':true,'z':null,'e':'','ls':['a','b','abc'],"
              + "'ln':[3,1,2],'lo':[{'k':'a','n':1,'l':[1,2]},{'k':'b','n':2,'l':[]},{'n':3}],"
              + "'ll':[['a'],['b','c'],1],'m':{'a':{'b':{'c':1}},'k':'v','n':2},"
              + "'me':{},'le':[],'d':'1h','q':'1Gi','i':'2024-01-02T03:04:05Z','x-y':1}");

  private final Dice dice;

  Expressions(Dice dice) {
    this.dice = dice;
  }

  /** A document for expressions: its shape is known, its values are not. */
  JsonNode document() {
    return Trees.vary(SHAPE, dice, 12);
  }

  /** An expression of any type. */
  String expression(int depth) {
    return of(dice.of(List.of(Type.values())), depth);
  }

  /** An expression that mostly gives that type. */
  String of(Type type, int depth) {
    Type wanted = dice.chance(6) ? Type.ANY : type;
    if (wanted == Type.EXPRESSION) {
      return "&" + dice.of("k", "n", "@", "length(l)", "to_string(@)", "zz", "l[0]", "n || `0`");
    }
    if (wanted == Type.ANY) {
      wanted = dice.of(List.of(Type.values()));
      return wanted == Type.EXPRESSION ? path() : plain(wanted, depth);
    }
    return plain(wanted, depth);
  }

  private String plain(Type type, int depth) {
    if (depth <= 0) {
      return leaf(type);
    }
    return switch (dice.weighted(35, 35, 30)) {
      case 0 -> leaf(type);
      case 1 -> call(type, depth - 1);
      default -> built(type, depth - 1);
    };
  }

  /** A call of the function of that name. */
  String call(Signature function, int depth) {
    String name = function.name();
    List<String> arguments = new ArrayList<>();
    for (int i = 0; i < function.parameters().size(); i++) {
      arguments.add(argument(name, i, function.parameters().get(i), depth));
    }
    if (function.open()) {
      for (int more = dice.below(2); more > 0; more--) {
        arguments.add(of(name.equals("merge") ? Type.OBJECT : Type.ANY, depth));
      }
    }
    if (dice.chance(2)) {
      arguments.add("s");
    }
    String call = name + "(" + String.join(", ", arguments) + ")";
    return UNFORESEEABLE.contains(name) ? "length(" + call + ")" : call;
  }

  private String argument(String name, int index, Set<Type> types, int depth) {
    if (ARITHMETIC.contains(name) && dice.chance(85)) {
      return Arguments.operand(dice);
    }
    if (name.equals("random")) {
      return dice.of("'[a-z]{5}'", "'a'", "''", "'('", "'[0-9]{3}-x'");
    }
    Type type = dice.of(List.copyOf(types.stream().sorted().toList()));
    return type == Type.STRING && Arguments.special(name) && dice.chance(85)
        ? Arguments.quoted(Arguments.text(dice, name, index))
        : of(type, depth);
  }

  private String call(Type type, int depth) {
    List<Signature> fitting =
        Functions.all().stream().filter(one -> gives(one, type)).collect(Collectors.toList());
    return fitting.isEmpty() ? leaf(type) : call(dice.of(fitting), depth);
  }

  private static boolean gives(Signature function, Type type) {
    return function.result().contains(type)
        || function.result().contains(Type.ANY)
        || (type == Type.STRINGS && function.name().equals("keys"));
  }

  private String leaf(Type type) {
    return switch (type) {
      case STRING ->
          dice.chance(50)
              ? Arguments.quoted(Texts.any(dice))
              : dice.of("s", "m.k", "lo[0].k", "ls[1]", "w", "e", "d", "q", "i", "ls[-1]");
      case NUMBER ->
          dice.chance(50)
              ? "`" + Trees.number(dice) + "`"
              : dice.of("n", "f", "lo[1].n", "ln[0]", "m.a.b.c", "\"x-y\"", "ln[-1]", "m.n");
      case BOOLEAN -> dice.of("t", "`true`", "`false`", "!t", "!z", "!(m.zz)", "s == w");
      case ARRAY -> dice.of("lo", "ls", "ln", "ll", "le", "`[1, \"a\", null]`", "[s, n]");
      case STRINGS -> dice.of("ls", "`[\"b\", \"a\"]`", "lo[*].k", "le", "[s, w]");
      case NUMBERS -> dice.of("ln", "`[2, 1.5]`", "lo[*].n", "[n, f]", "`[5]`");
      case OBJECT -> dice.of("m", "m.a", "lo[0]", "me", "{a: s, b: n}", "`{\"k\": \"v\"}`", "@");
      case ANY, EXPRESSION -> path();
    };
  }

  private String path() {
    return dice.of(
        "zz",
        "m.zz",
        "z",
        "z.a",
        "s.a",
        "m.a.b",
        "m.a.zz.c",
        "lo[9]",
        "lo[9].k",
        "lo[2].k",
        "@",
        "lo[0].zz",
        "n[0]",
        "ll[0][0]",
        "ln[5]",
        "\"zz\"",
        "`null`",
        "m.\"a\".b",
        "le[0]",
        "@.s");
  }

  private String built(Type type, int depth) {
    return switch (type) {
      case BOOLEAN -> logic(depth);
      case ARRAY, STRINGS, NUMBERS -> projection(depth);
      case OBJECT ->
          "{a: " + expression(depth) + ", " + dice.of("b", "\"x y\"") + ": " + path() + "}";
      case STRING, NUMBER, ANY, EXPRESSION -> choice(type, depth);
    };
  }

  private String choice(Type type, int depth) {
    return switch (dice.below(6)) {
      case 0 -> path() + " || " + of(type, depth);
      case 1 -> "(" + of(Type.ANY, depth) + ") && " + of(type, depth);
      case 2 -> "(" + projection(depth) + ") | [" + dice.between(-2, 2) + "]";
      case 3 ->
          of(Type.ANY, depth) + " | " + dice.of("@", "k", "a.b", "length(@)", "[0]", "type(@)");
      case 4 -> "(" + of(type, depth) + ")";
      default -> "[" + of(type, depth) + ", " + path() + "][" + dice.between(-1, 2) + "]";
    };
  }

  private String logic(int depth) {
    String comparator = dice.of("==", "!=", "<", "<=", ">", ">=");
    return switch (dice.below(7)) {
      case 5 -> dice.of("n", "`5`", "m.n") + " " + comparator + " " + dice.of("n", "`5`", "m.n");
      case 6 -> dice.of("t", "s", "n") + " && " + path();
      case 0 -> of(Type.NUMBER, depth) + " " + comparator + " " + of(Type.NUMBER, depth);
      case 1 -> of(Type.STRING, depth) + " " + comparator + " " + of(Type.STRING, depth);
      case 2 -> of(Type.BOOLEAN, depth) + dice.of(" && ", " || ") + of(Type.BOOLEAN, depth);
      case 3 -> "!" + (dice.chance(70) ? "(" + of(Type.ANY, depth) + ")" : path());
      default -> of(Type.ANY, depth) + " " + comparator + " " + of(Type.ANY, depth);
    };
  }

  private String projection(int depth) {
    return switch (dice.below(9)) {
      case 0 -> "lo[*]." + dice.of("k", "n", "l", "zz", "l[0]", "{x: k}", "[k, n]", "to_string(@)");
      case 1 -> "lo[]." + dice.of("l[]", "k", "zz", "l");
      case 2 ->
          "lo[?"
              + dice.of("n", "k", "zz", "l[0]")
              + dice.of(" > `1`", " == 'a'", " != `null`", "")
              + "]"
              + dice.of("", ".k", ".n", ".zz", "[0]");
      case 3 -> dice.of("ls", "ln", "lo", "ll") + slice();
      case 4 -> "ll" + dice.of("[]", "[][]", "[*][0]", "[*][]", "[?@ == `1`]");
      case 5 -> "m." + dice.of("*", "*.b", "a.*", "a.*.c", "*.zz", "* | length(@)");
      case 6 -> dice.of("zz", "z", "s", "n", "m") + dice.of("[*]", "[]", "[?a]", ".*", "[0:1]");
      case 7 -> "[" + expression(depth) + ", " + expression(depth) + "]";
      default -> "(" + of(Type.ARRAY, depth) + ")" + dice.of("[*]", "[]", "[0]", "[?@]", "[::-1]");
    };
  }

  private String slice() {
    return "["
        + (dice.chance(50) ? dice.between(-3, 3) : "")
        + ":"
        + (dice.chance(50) ? dice.between(-3, 3) : "")
        + (dice.chance(40) ? ":" + dice.of("1", "2", "-1", "-2", "", "0") : "")
        + "]";
  }
}
