package dev.kyverdict.chainsaw.shell;

import dev.kyverdict.chainsaw.tree.OutOfReachException;
import java.util.ArrayList;
import java.util.List;

/** Cuts a script into words and what stands between them. */
final class Words {

  /** Of the shell's characters those that are understood: the end of a command, and a pipe. */
  static final String END = ";";

  static final String PIPE = "|";
  static final String ERRORS_TOO = "2>&1";

  private final String script;
  private final List<Word> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private boolean inWord;
  private boolean quoted;
  private int at;

  /**
   * A word.
   *
   * @param isSymbol whether it is one of the shell's own
   */
  record Word(String text, boolean isSymbol) {
    boolean is(String symbol) {
      return isSymbol && text.equals(symbol);
    }

    boolean isWord(String plain) {
      return !isSymbol && text.equals(plain);
    }
  }

  private Words(String script) {
    this.script = script;
  }

  /**
   * The words of a script.
   *
   * @throws OutOfReachException when it needs more of a shell
   */
  static List<Word> of(String script) {
    Words words = new Words(script);
    while (words.at < script.length()) {
      words.next(script.charAt(words.at));
      words.at++;
    }
    words.endWord();
    words.words.add(new Word(END, true));
    return words.words;
  }

  private void next(char c) {
    switch (c) {
      case ' ', '\t' -> endWord();
      case '\n', ';' -> symbol(END);
      case '|' -> symbol(PIPE);
      case '\'' -> singleQuoted();
      case '"' -> doubleQuoted();
      case '\\' -> escaped();
      case '#' -> comment();
      case '2' -> {
        if (!inWord && script.startsWith(ERRORS_TOO, at)) {
          symbol(ERRORS_TOO);
          at += ERRORS_TOO.length() - 1;
        } else {
          plain(c);
        }
      }
      case '$', '`', '<', '>', '&', '(', ')', '*', '?', '~' -> throw beyond(String.valueOf(c));
      default -> plain(c);
    }
    boolean twoPipes = c == '|' && script.startsWith("||", at);
    if (twoPipes) {
      throw beyond("||");
    }
  }

  private void plain(char c) {
    word.append(c);
    inWord = true;
  }

  private void comment() {
    if (inWord) {
      plain('#');
      return;
    }
    int end = script.indexOf('\n', at);
    at = end < 0 ? script.length() : end - 1;
  }

  private void escaped() {
    at++;
    if (at < script.length() && script.charAt(at) != '\n') {
      plain(script.charAt(at));
    }
  }

  private void singleQuoted() {
    int end = script.indexOf('\'', at + 1);
    if (end < 0) {
      throw beyond("an open quote");
    }
    word.append(script, at + 1, end);
    inWord = true;
    quoted = true;
    at = end;
  }

  private void doubleQuoted() {
    for (at++; at < script.length() && script.charAt(at) != '"'; at++) {
      char c = script.charAt(at);
      if (c == '$' || (c == '`' && script.charAt(at - 1) != '\\')) {
        throw beyond(String.valueOf(c));
      }
      boolean escapes =
          c == '\\' && at + 1 < script.length() && "\"\\`$".indexOf(script.charAt(at + 1)) >= 0;
      if (escapes) {
        at++;
      }
      word.append(script.charAt(at));
    }
    inWord = true;
    quoted = true;
  }

  private void symbol(String text) {
    endWord();
    words.add(new Word(text, true));
  }

  private void endWord() {
    if (inWord) {
      boolean assigns = !quoted && word.indexOf("=") > 0 && isFirst() && word.charAt(0) != '-';
      if (assigns) {
        throw beyond("a variable");
      }
      words.add(new Word(word.toString(), false));
    }
    word.setLength(0);
    inWord = false;
    quoted = false;
  }

  private boolean isFirst() {
    return words.isEmpty() || words.getLast().isSymbol();
  }

  private OutOfReachException beyond(String what) {
    String line = script.strip().lines().findFirst().orElse("");
    return new OutOfReachException("the shell script '" + line + "' with " + what);
  }
}
