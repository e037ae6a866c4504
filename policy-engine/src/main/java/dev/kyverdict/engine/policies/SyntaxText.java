package dev.kyverdict.engine.policies;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is wrong with an expression, in the words of Kyverno's parser ({@code
 * kyverno/go-jmespath/parser.go}) where this project's own parser says more.
 */
final class SyntaxText {

  private static final String START = "SyntaxError: ";

  private static final Map<String, String> WHOLE =
      Map.of(
          "the expression ends where a value must come", "Incomplete expression",
          "a single '='; write '=='", "Invalid token: tUnknown",
          "the name of a function must not be quoted",
              "Can't have quoted identifier as function Name.",
          "the opening \" is never closed", "Unclosed delimiter: \"",
          "the opening ` is never closed", "Unclosed delimiter: `");

  /** The beginnings of a text behind which a token follows. */
  private static final Map<String, String> BEGINNINGS =
      Map.of(
          "a value must come here, not ", "Invalid token: ",
          "the expression is complete, not ", "Unexpected token at the end of the expression: ",
          "an index or a slice must come here, not ", "Expected tRbracket, received: ",
          "after '[' comes a number, ':', '*', '?' or ']', not ", "Expected tStar, received: ");

  private static final Map<String, String> CONSTANT =
      Map.of(
          "after '.' comes a name", "Expected identifier, lbracket, or lbrace",
          "a projection cannot be followed so", "Error",
          "a name must come here", "Expected tQuotedIdentifier or tUnquotedIdentifier",
          "the opening ' is never closed", "Unclosed delimiter: '");

  private static final Map<String, String> TOKENS =
      Map.ofEntries(
          Map.entry("'.'", "tDot"),
          Map.entry("'|'", "tPipe"),
          Map.entry("'||'", "tOr"),
          Map.entry("'&&'", "tAnd"),
          Map.entry("'=='", "tEQ"),
          Map.entry("'!='", "tNE"),
          Map.entry("'<'", "tLT"),
          Map.entry("'<='", "tLTE"),
          Map.entry("'>'", "tGT"),
          Map.entry("'>='", "tGTE"),
          Map.entry("'[]'", "tFlatten"),
          Map.entry("'*'", "tStar"),
          Map.entry("'[?'", "tFilter"),
          Map.entry("'!'", "tNot"),
          Map.entry("'{'", "tLbrace"),
          Map.entry("'['", "tLbracket"),
          Map.entry("'('", "tLparen"),
          Map.entry("'}'", "tRbrace"),
          Map.entry("']'", "tRbracket"),
          Map.entry("')'", "tRparen"),
          Map.entry("','", "tComma"),
          Map.entry("':'", "tColon"),
          Map.entry("'@'", "tCurrent"),
          Map.entry("'&'", "tExpref"),
          Map.entry("'='", "tUnknown"),
          Map.entry("a string", "tStringLiteral"),
          Map.entry("a literal", "tJSONLiteral"),
          Map.entry("the end", "tEOF"));

  private static final Pattern EXPECTED = Pattern.compile("^('.{1,2}') must come here, not (.*)$");
  private static final Pattern AFTER_VALUE = Pattern.compile("^(.*) cannot follow a value$");
  private static final Pattern UNKNOWN = Pattern.compile("^unknown character '(.+?)'.*$");

  private SyntaxText() {}

  /** The same problem in Kyverno's words, as far as they are known. */
  static String of(String error) {
    if (!error.startsWith(START)) {
      return error;
    }
    String problem = error.substring(START.length());
    return START + kyverno(problem).orElse(problem);
  }

  private static Optional<String> kyverno(String problem) {
    String whole = WHOLE.get(problem);
    if (whole != null) {
      return Optional.of(whole);
    }
    for (Map.Entry<String, String> entry : BEGINNINGS.entrySet()) {
      if (problem.startsWith(entry.getKey())) {
        String token = problem.substring(entry.getKey().length());
        return Optional.of(entry.getValue() + token(token));
      }
    }
    return CONSTANT.entrySet().stream()
        .filter(entry -> problem.startsWith(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .or(() -> ofToken(problem));
  }

  private static Optional<String> ofToken(String problem) {
    Matcher expected = EXPECTED.matcher(problem);
    if (expected.matches()) {
      return Optional.of(
          "Expected " + token(expected.group(1)) + ", received: " + token(expected.group(2)));
    }
    Matcher after = AFTER_VALUE.matcher(problem);
    if (after.matches()) {
      return Optional.of("Unexpected token: " + token(after.group(1)));
    }
    Matcher unknown = UNKNOWN.matcher(problem);
    return unknown.matches()
        ? Optional.of("Unknown char: '" + ascii(unknown.group(1).codePointAt(0)) + "'")
        : Optional.empty();
  }

  private static String ascii(int character) {
    if (character == '\\' || character == '\'') {
      return "\\" + (char) character;
    }
    if (character >= ' ' && character < '\u007F') {
      return Character.toString(character);
    }
    return character > 0xFFFF
        ? String.format("\\U%08x", character)
        : character < 0x80
            ? String.format("\\x%02x", character)
            : String.format("\\u%04x", character);
  }

  /** The name that Kyverno has for a token that is shown. */
  private static String token(String shown) {
    String known = shown;
    int repair = shown.indexOf("; ");
    if (repair > 0) {
      known = shown.substring(0, repair);
    }
    String name = TOKENS.get(known);
    if (name != null) {
      return name;
    }
    if (known.startsWith("\"")) {
      return "tQuotedIdentifier";
    }
    boolean number =
        known.length() > 1 && (known.charAt(1) == '-' || Character.isDigit(known.charAt(1)));
    return number ? "tNumber" : "tUnquotedIdentifier";
  }
}
