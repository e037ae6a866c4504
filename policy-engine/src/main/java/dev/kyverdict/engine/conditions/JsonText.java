package dev.kyverdict.engine.conditions;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks whether a text is JSON, and for the texts in it, as {@code encoding/json} does. */
final class JsonText {

  /** The depth from which on {@code encoding/json} refuses. */
  private static final int MAX_DEPTH = 10_000;

  private final String text;
  private final StringBuilder open = new StringBuilder();
  private int at;

  private JsonText(String text) {
    this.text = text;
  }

  /** {@code json.Valid}. */
  static boolean isValid(String text) {
    return new JsonText(text).isDocument();
  }

  /**
   * {@code json.Unmarshal} into a list of texts: null is an empty list, and an empty text inside of
   * one. Empty when the text is not JSON or holds anything else.
   */
  static Optional<List<String>> texts(String text) {
    if (!isValid(text)) {
      return Optional.empty();
    }
    JsonText reader = new JsonText(text);
    reader.space();
    if (reader.word("null")) {
      return Optional.of(List.of());
    }
    return reader.take('[') ? reader.elements() : Optional.empty();
  }

  private Optional<List<String>> elements() {
    List<String> elements = new ArrayList<>();
    space();
    while (!take(']')) {
      int start = at;
      if (string()) {
        elements.add(unescaped(text.substring(start + 1, at - 1)));
      } else if (word("null")) {
        elements.add("");
      } else {
        return Optional.empty();
      }
      space();
      take(',');
      space();
    }
    return Optional.of(elements);
  }

  private boolean isDocument() {
    space();
    if (!value()) {
      return false;
    }
    while (!open.isEmpty()) {
      space();
      if (take(inList() ? ']' : '}')) {
        open.setLength(open.length() - 1);
      } else if (!take(',') || !name() || !value()) {
        return false;
      }
    }
    space();
    return at == text.length();
  }

  /** Reads a scalar, or opens containers up to the first scalar or empty container in them. */
  private boolean value() {
    while (take('[') || take('{')) {
      open.append(text.charAt(at - 1));
      if (open.length() > MAX_DEPTH) {
        return false;
      }
      space();
      if (text.startsWith(inList() ? "]" : "}", at)) {
        return true;
      }
      if (!name()) {
        return false;
      }
    }
    return string() || word("true") || word("false") || word("null") || number();
  }

  /** What stands before a value: the name of a member, in a list nothing. */
  private boolean name() {
    space();
    if (inList()) {
      return true;
    }
    boolean named = string();
    space();
    named = named && take(':');
    space();
    return named;
  }

  private boolean inList() {
    return open.charAt(open.length() - 1) == '[';
  }

  private boolean number() {
    take('-');
    if (!take('0') && !digits()) {
      return false;
    }
    if (take('.') && !digits()) {
      return false;
    }
    if (take('e') || take('E')) {
      if (!take('+')) {
        take('-');
      }
      return digits();
    }
    return true;
  }

  private boolean digits() {
    int start = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at > start;
  }

  private boolean string() {
    if (!take('"')) {
      return false;
    }
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        return true;
      }
      if (c < ' ' || (c == '\\' && !escape())) {
        return false;
      }
    }
    return false;
  }

  private boolean escape() {
    if (at == text.length()) {
      return false;
    }
    char c = text.charAt(at++);
    if (c != 'u') {
      return "\"\\/bfnrt".indexOf(c) >= 0;
    }
    for (int end = at + 4; at < end; at++) {
      if (at >= text.length() || "0123456789abcdefABCDEF".indexOf(text.charAt(at)) < 0) {
        return false;
      }
    }
    return true;
  }

  private static String unescaped(String raw) {
    if (raw.indexOf('\\') < 0) {
      return raw;
    }
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < raw.length(); i++) {
      if (raw.charAt(i) != '\\') {
        out.append(raw.charAt(i));
        continue;
      }
      char c = raw.charAt(++i);
      int plain = "bfnrt".indexOf(c);
      if (c == 'u') {
        out.append((char) Integer.parseInt(raw, i + 1, i + 5, 16));
        i += 4;
      } else {
        out.append(plain < 0 ? c : "\b\f\n\r\t".charAt(plain));
      }
    }
    return wellFormed(out);
  }

  /** Half a surrogate pair becomes the replacement character. */
  private static String wellFormed(StringBuilder text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        text.setCharAt(i, '\uFFFD');
      }
    }
    return text.toString();
  }

  private boolean word(String word) {
    boolean here = text.startsWith(word, at);
    at += here ? word.length() : 0;
    return here;
  }

  private boolean take(char c) {
    boolean here = at < text.length() && text.charAt(at) == c;
    at += here ? 1 : 0;
    return here;
  }

  private void space() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }
}
