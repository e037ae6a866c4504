package dev.kyverdict.engine.autogen;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.kyverdict.values.GoPanicException;

/**
 * Points the references in a message, such as {@code $(./../pattern/spec/x)}, to where the pattern
 * is now ({@code FindAndShiftReferences} in {@code pkg/engine/variables/vars.go}).
 */
final class MessageReferences {

  private static final Pattern REFERENCE =
      Pattern.compile("^\\$\\(.[^\\ ]*\\)|[^\\\\]\\$\\(.[^\\ ]*\\)");
  private static final String ANY_PATTERN = "anyPattern";

  private MessageReferences() {}

  static String shift(String message, String shift, String pivot) {
    String text = message;
    String step = pivot;
    Matcher matcher = REFERENCE.matcher(message);
    while (matcher.find()) {
      String found = matcher.group();
      int start = found.startsWith("$(") ? 0 : found.indexOf("$(");
      String reference = found.substring(start);
      if (step.equals(ANY_PATTERN)) {
        step = step + "/" + number(reference);
      }
      String shifted = found.substring(0, start) + reference.replace(step, step + "/" + shift);
      int at = text.indexOf(found);
      text = text.substring(0, at) + shifted + text.substring(at + found.length());
    }
    return text;
  }

  private static String number(String reference) {
    int index = reference.indexOf(ANY_PATTERN) + ANY_PATTERN.length() + 1;
    if (index > reference.length()) {
      throw new GoPanicException(
          "runtime error: slice bounds out of range [" + index + ":" + reference.length() + "]");
    }
    String rest = reference.substring(index);
    int slash = rest.indexOf('/');
    return slash < 0 ? rest : rest.substring(0, slash);
  }
}
