package dev.kyverdict.jmespath.functions;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.kyverdict.jmespath.functions.RegexTranslator.Translated;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A regular expression of Go's {@code regexp}. */
public final class GoRegex {

  private static final int MAX_CACHED = 512;

  private static final Map<String, GoRegex> CACHE = new ConcurrentHashMap<>();

  private final Pattern pattern;
  private final List<String> names;

  private GoRegex(Translated translated) {
    this.pattern = Pattern.compile(translated.text());
    this.names = translated.names();
  }

  /**
   * Compiles, or finds what was compiled before.
   *
   * @throws FunctionException with Go's text
   */
  public static GoRegex compile(String regex) {
    GoRegex cached = CACHE.get(regex);
    if (cached != null) {
      return cached;
    }
    GoRegex compiled = new GoRegex(RegexTranslator.translate(regex));
    if (CACHE.size() >= MAX_CACHED) {
      CACHE.clear();
    }
    CACHE.put(regex, compiled);
    return compiled;
  }

  /** Whether it matches anywhere. */
  public boolean finds(String text) {
    return pattern.matcher(text).find();
  }

  /** Whether it matches all of the text. */
  boolean matches(String text) {
    return pattern.matches(text);
  }

  /** Every match, in order; an empty one directly behind another is left out, as in Go. */
  public List<String> all(String text) {
    List<String> matches = new ArrayList<>();
    replace(text, (matcher, unused) -> matches.add(matcher.group()));
    return matches;
  }

  /** {@code ReplaceAll}: {@code $1} and <code>${name}</code> in the replacement are expanded. */
  public String replaceAll(String text, String replacement) {
    return replace(text, (matcher, result) -> expand(replacement, matcher, result));
  }

  /** {@code ReplaceAllLiteral}. */
  public String replaceAllLiteral(String text, String replacement) {
    return replace(text, (matcher, result) -> result.append(replacement));
  }

  @FunctionalInterface
  private interface Replacement {
    void append(Matcher matcher, StringBuilder result);
  }

  /** An empty match directly behind another match is left alone, as in Go. */
  private String replace(String text, Replacement replacement) {
    Matcher matcher = pattern.matcher(text);
    StringBuilder result = new StringBuilder();
    int lastEnd = 0;
    int from = 0;
    while (from <= text.length() && matcher.find(from)) {
      int start = matcher.start();
      int end = matcher.end();
      result.append(text, lastEnd, start);
      if (end > lastEnd || start == 0) {
        replacement.append(matcher, result);
      }
      lastEnd = end;
      int width = from < text.length() ? Character.charCount(text.codePointAt(from)) : 1;
      from = Math.max(from + width, end);
    }
    return result.append(text, lastEnd, text.length()).toString();
  }

  private void expand(String template, Matcher matcher, StringBuilder result) {
    int i = 0;
    while (i < template.length()) {
      int dollar = template.indexOf('$', i);
      if (dollar < 0) {
        break;
      }
      result.append(template, i, dollar);
      i = dollar + 1;
      if (i < template.length() && template.charAt(i) == '$') {
        result.append('$');
        i++;
        continue;
      }
      boolean braces = i < template.length() && template.charAt(i) == '{';
      int nameStart = braces ? i + 1 : i;
      int nameEnd = nameEnd(template, nameStart);
      boolean closed = !braces || (nameEnd < template.length() && template.charAt(nameEnd) == '}');
      if (nameEnd == nameStart || !closed) {
        result.append('$');
      } else {
        result.append(group(template.substring(nameStart, nameEnd), matcher));
        i = braces ? nameEnd + 1 : nameEnd;
      }
    }
    result.append(template, i, template.length());
  }

  private static int nameEnd(String template, int start) {
    int end = start;
    while (end < template.length()) {
      int c = template.codePointAt(end);
      if (c != '_' && !Character.isLetter(c) && !Character.isDigit(c)) {
        break;
      }
      end += Character.charCount(c);
    }
    return end;
  }

  /** Of several groups of one name the first that took part in the match. */
  private String group(String name, Matcher matcher) {
    int number = number(name);
    if (number >= 0) {
      return number <= matcher.groupCount() ? group(number, matcher) : "";
    }
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).equals(name) && matcher.start(i + 1) >= 0) {
        return group(i + 1, matcher);
      }
    }
    return "";
  }

  private static String group(int number, Matcher matcher) {
    String group = matcher.group(number);
    return group == null ? "" : group;
  }

  /** The number that a name is; -1 when it is none. */
  private static int number(String name) {
    if (name.length() > 9 || (name.length() > 1 && name.charAt(0) == '0')) {
      return -1;
    }
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) < '0' || name.charAt(i) > '9') {
        return -1;
      }
    }
    return Integer.parseInt(name);
  }
}
