package dev.kyverdict.dsl;

/** Text in which Kyverno puts values: literal parts and {@code {{ expressions }}}. */
public sealed interface Template {

  /** The text as it stands in the YAML. */
  String template();

  /** This text followed by a literal. */
  default Text plus(String literal) {
    return new Text(template() + literal);
  }

  /** This text followed by another. */
  default Text plus(Template other) {
    return new Text(template() + other.template());
  }

  /**
   * Text with braces in it.
   *
   * @param template the text as it stands in the YAML
   */
  record Text(String template) implements Template {}

  /**
   * A JMESPath expression, used as {@code {{ expression }}}. Alone it keeps its type; inside a
   * longer text it becomes text.
   *
   * @param jmesPath the expression without braces
   */
  record Expr(String jmesPath) implements Template {

    @Override
    public String template() {
      return "{{ " + jmesPath + " }}";
    }

    /**
     * A field of this value; a missing one is an error in Kyverno, unless {@link #orElse} follows.
     */
    public Expr get(String path) {
      return new Expr(jmesPath + "." + path);
    }

    /** {@code this || fallback}: the fallback for a missing, null, empty or false value. */
    public Expr orElse(String fallback) {
      return new Expr(jmesPath + " || " + fallback);
    }

    /** {@code this || ''}. */
    public Expr orEmpty() {
      return orElse("''");
    }
  }
}
