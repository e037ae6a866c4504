package dev.kyverdict.chainsaw.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * An assertion tree: what it holds must be there, what it does not hold may be ({@code
 * pkg/core/assertion/assertion.go} of kyverno-json). Lists must have the same length and match item
 * by item. Keys and values may be expressions.
 */
public final class Assertion {

  private final Node root;

  private Assertion(Node root) {
    this.root = root;
  }

  /**
   * Reads a tree.
   *
   * @throws TreeException when it is none
   */
  public static Assertion of(JsonNode tree) {
    return new Assertion(node("", tree));
  }

  /**
   * Where a value is not as asserted; empty when it is.
   *
   * @throws TreeException when the question makes no sense, such as whether a text equals a number
   */
  public List<Mismatch> check(JsonNode value, Bindings bindings) {
    List<Mismatch> mismatches = new ArrayList<>();
    root.check("", value.isMissingNode() ? NullNode.getInstance() : value, bindings, mismatches);
    return List.copyOf(mismatches);
  }

  private sealed interface Node {
    void check(String path, JsonNode value, Bindings bindings, List<Mismatch> found);
  }

  private static Node node(String path, JsonNode tree) {
    return switch (tree) {
      case ArrayNode list -> {
        List<Node> items = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
          items.add(node(path + "[" + i + "]", list.get(i)));
        }
        yield new Items(List.copyOf(items));
      }
      case ObjectNode object -> {
        List<Field> fields = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
          String key = entry.getKey();
          fields.add(
              new Field(key, Term.ofAssertion(key), node(join(path, key), entry.getValue())));
        }
        yield new Fields(List.copyOf(fields));
      }
      case StringNode text -> new Scalar(text, scalar(path, text.stringValue()));
      default -> new Scalar(tree, new Term(false, "", "", "", ""));
    };
  }

  private static Term scalar(String path, String text) {
    Term term = Term.ofAssertion(text);
    if (term.isForeach()) {
      throw new TreeException(path + ": foreach is not supported in scalar projections");
    }
    if (!term.binding().isEmpty()) {
      throw new TreeException(path + ": binding is not supported in scalar projections");
    }
    return term;
  }

  private static String join(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private record Items(List<Node> nodes) implements Node {
    @Override
    public void check(String path, JsonNode value, Bindings bindings, List<Mismatch> found) {
      if (value.isNull()) {
        found.add(Mismatch.invalid(path, value, "value is null"));
      } else if (!value.isArray()) {
        throw new TreeException(path + ": Invalid value: " + value + ": expected a slice");
      } else if (value.size() != nodes.size()) {
        found.add(Mismatch.invalid(path, value, "lengths of slices don't match"));
      } else {
        for (int i = 0; i < nodes.size(); i++) {
          nodes.get(i).check(path + "[" + i + "]", value.get(i), bindings, found);
        }
      }
    }
  }

  private record Fields(List<Field> fields) implements Node {
    @Override
    public void check(String path, JsonNode value, Bindings bindings, List<Mismatch> found) {
      if (fields.isEmpty() && value.isNull()) {
        found.add(Mismatch.invalid(path, value, "invalid value, must not be null"));
      }
      Bindings known = bindings;
      for (Field field : fields) {
        known = field.check(join(path, field.key), value, known, found);
      }
    }
  }

  /** A key and what is asserted of what it selects. */
  private record Field(String key, Term term, Node node) {

    /** The bindings for the fields that follow. */
    Bindings check(String path, JsonNode value, Bindings bindings, List<Mismatch> found) {
      if (!term.isExpression() && !has(path, value)) {
        found.add(Mismatch.required(path));
        return bindings;
      }
      JsonNode selected =
          term.isExpression()
              ? evaluated(path, term, value, bindings)
              : value.path(term.statement());
      Bindings known =
          term.binding().isEmpty() ? bindings : bindings.with(term.binding(), selected);
      if (term.isForeach()) {
        checkEach(path, selected, known, found);
      } else {
        node.check(path, selected, known, found);
      }
      return known;
    }

    private boolean has(String path, JsonNode value) {
      if (!value.isNull() && !value.isObject()) {
        throw new TreeException(path + ": Internal error: projection not recognized");
      }
      return value.has(term.statement());
    }

    private void checkEach(String path, JsonNode list, Bindings bindings, List<Mismatch> found) {
      if (list instanceof ArrayNode items) {
        for (int i = 0; i < items.size(); i++) {
          Bindings known = named(bindings, IntNode.valueOf(i));
          node.check(path + "[" + i + "]", items.get(i), known, found);
        }
      } else if (list instanceof ObjectNode object) {
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
          Bindings known = named(bindings, StringNode.valueOf(entry.getKey()));
          node.check(path + "[" + entry.getKey() + "]", entry.getValue(), known, found);
        }
      } else {
        throw new TreeException(path + ": Invalid value: " + list + ": expected a slice or a map");
      }
    }

    private Bindings named(Bindings bindings, JsonNode index) {
      return term.foreachName().isEmpty() ? bindings : bindings.with(term.foreachName(), index);
    }
  }

  private record Scalar(JsonNode plain, Term term) implements Node {
    @Override
    public void check(String path, JsonNode value, Bindings bindings, List<Mismatch> found) {
      JsonNode expected = plain;
      if (plain.isString()) {
        expected =
            term.isExpression()
                ? evaluated(path, term, value, bindings)
                : StringNode.valueOf(term.statement());
      }
      if (!Sameness.matches(path, expected, value)) {
        found.add(Mismatch.invalid(path, value, "Expected value: " + expected));
      }
    }
  }

  private static JsonNode evaluated(String path, Term term, JsonNode value, Bindings bindings) {
    try {
      return Query.of(term.statement()).on(value, bindings);
    } catch (TreeException failed) {
      throw new TreeException(path + ": Internal error: " + failed.text());
    }
  }
}
