package dev.kyverdict.chainsaw.shell;

import dev.kyverdict.chainsaw.tree.OutOfReachException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * {@code grep -q}: whether a line has a text.
 *
 * @param pattern for what
 * @param errorsToo whether the error output is searched too
 */
record Search(Pattern pattern, boolean errorsToo) {

  static Search of(List<String> words, boolean errorsToo) {
    boolean plain = words.size() == 3 && words.get(0).equals("grep") && words.get(1).equals("-q");
    if (!plain || words.get(2).indexOf('\\') >= 0) {
      throw new OutOfReachException("a pipe into '" + String.join(" ", words) + "'");
    }
    return new Search(basic(words.get(2)), errorsToo);
  }

  boolean finds(Ran ran) {
    String text = errorsToo ? ran.err() + ran.out() : ran.out();
    return text.lines().anyMatch(line -> pattern.matcher(line).find());
  }

  /** A basic regular expression, in which {@code + ? ( ) { | }} are plain. */
  private static Pattern basic(String expression) {
    return Pattern.compile(expression.replaceAll("[+?(){}|]", "\\\\$0"));
  }
}
