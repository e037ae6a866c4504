package dev.kyverdict.engine.substitution;

import dev.kyverdict.engine.EvaluationException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A tree whose texts may hold variables and references; looked through once.
 *
 * <p>References, {@code $(path)}, only look at the tree itself: they are replaced when the template
 * is made, and one that leads nowhere is an error of each substitution. Basis: {@code
 * pkg/engine/variables/vars.go}, {@code pkg/engine/jsonutils/traverse.go}.
 */
public final class Template {

  private final JsonNode source;
  private final Part part;

  private Template(JsonNode source, Part part) {
    this.source = source;
    this.part = part;
  }

  /** Looks the tree through. */
  public static Template of(JsonNode tree) {
    return new Template(tree, compiled(tree, false));
  }

  /** Looks a rule through, of which Kyverno visits the fields in the order of its Go type. */
  public static Template ofRule(JsonNode rule) {
    return new Template(rule, compiled(rule, true));
  }

  /**
   * Looks a key or a value of a condition through: upstream converts a number to float64 before,
   * though not the numbers inside of lists and objects.
   */
  public static Template ofCondition(JsonNode operand) {
    return of(
        operand.isNumber() ? JsonNodeFactory.instance.numberNode(operand.doubleValue()) : operand);
  }

  /** The tree as it was written. */
  public JsonNode source() {
    return source;
  }

  /** Whether the tree is the same for every request: no variable, no reference that fails. */
  public boolean isConstant() {
    return part instanceof Part.Constant;
  }

  /**
   * The tree with every variable replaced; the source itself when it has none.
   *
   * @throws EvaluationException with Kyverno's text when one cannot be resolved
   */
  public JsonNode substitute(Scope scope) {
    return part.substitute(scope);
  }

  /** Substitutes in a value that came out of a variable: Kyverno walks on into it. */
  static JsonNode again(JsonNode value, String path, int depth, Scope scope) {
    return PartReader.mayHoldVariables(value)
        ? PartReader.read(value, path, depth).substitute(scope)
        : value;
  }

  private static Part compiled(JsonNode tree, boolean rule) {
    try {
      JsonNode resolved = References.resolve(tree);
      return rule ? PartReader.readRule(resolved) : PartReader.read(resolved, "", 0);
    } catch (EvaluationException e) {
      return new Part.Failing(e);
    }
  }
}
