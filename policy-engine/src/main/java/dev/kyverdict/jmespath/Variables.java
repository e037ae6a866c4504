package dev.kyverdict.jmespath;

import dev.kyverdict.jmespath.Expression.Field;
import dev.kyverdict.values.GoStrings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Finds Kyverno's variables, <code>{{ expression }}</code>, in text.
 *
 * <p>Basis: {@code kyverno/kyverno} 1.19.1, {@code pkg/engine/variables/regex/vars.go} and {@code
 * pkg/engine/variables/vars.go}.
 */
public final class Variables {

  /** Kyverno's own pattern; made possessive, which finds the same and needs no stack. */
  private static final Pattern VARIABLE =
      Pattern.compile("(^|[^\\\\])(\\{\\{(?:[^{}]++|\\{[^{}]*+\\})*+\\}\\})");

  /** What Kyverno inserts into a longer text for a variable without a value. */
  private static final String NOTHING = "null";

  private Variables() {}

  /**
   * A variable in a text.
   *
   * @param text the JMESPath expression that Kyverno evaluates: braces, outer space and a leading
   *     {@code -} are removed. Of a character outside of ASCII directly before the braces Kyverno
   *     cuts off one byte and takes the others for part of the expression; here each of them is a
   *     U+FFFD, with which no expression can begin.
   * @param start where its braces begin
   * @param end where its braces end
   * @param shallow whether it is written <code>{{- expression }}</code>: variables in its value are
   *     left alone
   */
  public record Variable(String text, int start, int end, boolean shallow) {

    /** Whether it is the whole text, so that its value takes the place of the text as it is. */
    public boolean isWhole(String of) {
      return start == 0 && end == of.length();
    }

    private Variable at(int newStart, int newEnd) {
      return new Variable(text, newStart, newEnd, shallow);
    }
  }

  /**
   * The variables that Kyverno finds when it reads a text once, from left to right: of nested ones
   * the innermost, and of two that touch each other the first.
   */
  public static List<Variable> firstPass(String text) {
    List<Variable> found = new ArrayList<>();
    Matcher matcher = VARIABLE.matcher(text);
    int open = text.indexOf("{{");
    int from = 0;
    // the pattern is slow where there is nothing: it begins at the character before the braces
    while (open >= 0 && matcher.find(Math.max(from, open - 2))) {
      found.add(variable(matcher));
      from = matcher.end();
      open = text.indexOf("{{", from);
    }
    return Collections.unmodifiableList(found);
  }

  /**
   * All variables that Kyverno comes to while it reads a text again and again, in its order: an
   * inner one before the outer one. The text of the outer one reads {@code null} in place of the
   * inner one, as it does when Kyverno checks a new policy. Variables that come out of values are
   * not known here.
   */
  public static List<Variable> all(String text) {
    List<Variable> all = new ArrayList<>();
    String rest = text;
    int[] origin = IntStream.rangeClosed(0, text.length()).toArray();
    List<Variable> found = firstPass(rest);
    while (!found.isEmpty()) {
      for (Variable variable : found) {
        all.add(variable.at(origin[variable.start()], origin[variable.end()]));
      }
      if (found.getLast().shallow()) {
        break;
      }
      origin = withoutValues(origin, found);
      rest = withoutValues(rest, found);
      found = firstPass(rest);
    }
    return Collections.unmodifiableList(all);
  }

  /**
   * The names that an expression reads from the context, for instance {@code request} and {@code x}
   * of {@code request.object.items[?a == b] || x}; each once, in the order of the text.
   */
  public static Set<String> roots(Expression expression) {
    Set<String> names = new LinkedHashSet<>();
    for (Field field : rootFields(expression)) {
      names.add(field.name());
    }
    return Collections.unmodifiableSet(names);
  }

  /** Each place where an expression reads a name from the context. */
  public static List<Field> rootFields(Expression expression) {
    return Roots.of(expression);
  }

  private static Variable variable(Matcher matcher) {
    String written = restOfCharacter(matcher.group(1)) + matcher.group(2);
    String text = GoStrings.trimSpace(written.replace("{{", "").replace("}}", ""));
    boolean shallow = text.startsWith("-");
    String query = shallow ? GoStrings.trimSpace(text.substring(1)) : text;
    return new Variable(query, matcher.start(2), matcher.end(2), shallow);
  }

  /** The bytes of a character after its first. */
  private static String restOfCharacter(String character) {
    int codePoint = character.isEmpty() ? 0 : character.codePointAt(0);
    int bytes = codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
    return String.valueOf(GoText.REPLACEMENT).repeat(bytes - 1);
  }

  private static String withoutValues(String text, List<Variable> variables) {
    StringBuilder rest = new StringBuilder();
    int from = 0;
    for (Variable variable : variables) {
      rest.append(text, from, variable.start()).append(NOTHING);
      from = variable.end();
    }
    return rest.append(text, from, text.length()).toString();
  }

  private static int[] withoutValues(int[] origin, List<Variable> variables) {
    IntStream.Builder rest = IntStream.builder();
    int from = 0;
    for (Variable variable : variables) {
      Arrays.stream(origin, from, variable.start()).forEach(rest);
      IntStream.range(0, NOTHING.length()).map(i -> origin[variable.start()]).forEach(rest);
      from = variable.end();
    }
    Arrays.stream(origin, from, origin.length).forEach(rest);
    return rest.build().toArray();
  }
}
