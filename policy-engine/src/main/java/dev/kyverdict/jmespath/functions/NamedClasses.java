package dev.kyverdict.jmespath.functions;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The classes of Go's regular expressions that have a name. Which characters a class of Unicode
 * holds depends on the version of Unicode: Go 1.26 has 15.0, Java perhaps a later one.
 */
final class NamedClasses {

  private static final Map<String, Integer> CATEGORIES =
      Map.ofEntries(
          Map.entry("Cc", (int) Character.CONTROL),
          Map.entry("Cf", (int) Character.FORMAT),
          Map.entry("Cn", (int) Character.UNASSIGNED),
          Map.entry("Co", (int) Character.PRIVATE_USE),
          Map.entry("Cs", (int) Character.SURROGATE),
          Map.entry("Ll", (int) Character.LOWERCASE_LETTER),
          Map.entry("Lm", (int) Character.MODIFIER_LETTER),
          Map.entry("Lo", (int) Character.OTHER_LETTER),
          Map.entry("Lt", (int) Character.TITLECASE_LETTER),
          Map.entry("Lu", (int) Character.UPPERCASE_LETTER),
          Map.entry("Mc", (int) Character.COMBINING_SPACING_MARK),
          Map.entry("Me", (int) Character.ENCLOSING_MARK),
          Map.entry("Mn", (int) Character.NON_SPACING_MARK),
          Map.entry("Nd", (int) Character.DECIMAL_DIGIT_NUMBER),
          Map.entry("Nl", (int) Character.LETTER_NUMBER),
          Map.entry("No", (int) Character.OTHER_NUMBER),
          Map.entry("Pc", (int) Character.CONNECTOR_PUNCTUATION),
          Map.entry("Pd", (int) Character.DASH_PUNCTUATION),
          Map.entry("Pe", (int) Character.END_PUNCTUATION),
          Map.entry("Pf", (int) Character.FINAL_QUOTE_PUNCTUATION),
          Map.entry("Pi", (int) Character.INITIAL_QUOTE_PUNCTUATION),
          Map.entry("Po", (int) Character.OTHER_PUNCTUATION),
          Map.entry("Ps", (int) Character.START_PUNCTUATION),
          Map.entry("Sc", (int) Character.CURRENCY_SYMBOL),
          Map.entry("Sk", (int) Character.MODIFIER_SYMBOL),
          Map.entry("Sm", (int) Character.MATH_SYMBOL),
          Map.entry("So", (int) Character.OTHER_SYMBOL),
          Map.entry("Zl", (int) Character.LINE_SEPARATOR),
          Map.entry("Zp", (int) Character.PARAGRAPH_SEPARATOR),
          Map.entry("Zs", (int) Character.SPACE_SEPARATOR));

  /** Longer names of categories, an alias and its category by turns. */
  private static final Map<String, String> ALIASES =
      pairs(
          "Casedletter Lc Closepunctuation Pe Combiningmark M Connectorpunctuation Pc Control Cc"
              + " Cntrl Cc Currencysymbol Sc Dashpunctuation Pd Decimalnumber Nd Digit Nd"
              + " Enclosingmark Me Finalpunctuation Pf Format Cf Initialpunctuation Pi Letter L"
              + " Letternumber Nl Lineseparator Zl Lowercaseletter Ll Mark M Mathsymbol Sm"
              + " Modifierletter Lm Modifiersymbol Sk Nonspacingmark Mn Number N Openpunctuation Ps"
              + " Other C Otherletter Lo Othernumber No Otherpunctuation Po Othersymbol So"
              + " Paragraphseparator Zp Privateuse Co Punctuation P Punct P Separator Z"
              + " Spaceseparator Zs Spacingmark Mc Surrogate Cs Symbol S Titlecaseletter Lt"
              + " Unassigned Cn Uppercaseletter Lu");

  /** Scripts by the names that Go finds: none of more than one word. */
  private static final Map<String, Character.UnicodeScript> SCRIPTS =
      EnumSet.complementOf(EnumSet.of(Character.UnicodeScript.UNKNOWN)).stream()
          .filter(script -> script.name().indexOf('_') < 0)
          .filter(script -> script != Character.UnicodeScript.SIGNWRITING)
          .collect(Collectors.toMap(script -> canonical(script.name()), script -> script));

  private NamedClasses() {}

  private static Map<String, String> pairs(String text) {
    String[] words = text.split(" ");
    Map<String, String> pairs = new HashMap<>();
    for (int i = 0; i < words.length; i += 2) {
      pairs.put(words[i], words[i + 1]);
    }
    return Map.copyOf(pairs);
  }

  /** {@code \p{name}}: case, blanks, underscores and hyphens in the name do not count. */
  static Optional<CharacterSet> unicode(String name) {
    String canonical = canonical(name);
    return switch (canonical) {
      case "Any" -> Optional.of(new CharacterSet().addRange(0, Character.MAX_CODE_POINT));
      case "Assigned" -> category("Cn").map(CharacterSet::negated);
      case "Ascii" -> Optional.of(CharacterSet.ofRanges("\0\u007F"));
      default -> category(ALIASES.getOrDefault(canonical, canonical)).or(() -> script(canonical));
    };
  }

  private static String canonical(String name) {
    if (name.chars().anyMatch(c -> c >= 0x80)) {
      return name;
    }
    String joined = name.replaceAll("[ _-]", "");
    return joined.isEmpty()
        ? ""
        : joined.substring(0, 1).toUpperCase(Locale.ROOT)
            + joined.substring(1).toLowerCase(Locale.ROOT);
  }

  private static Optional<CharacterSet> category(String name) {
    Set<Integer> types =
        name.equals("Lc")
            ? Stream.of("Ll", "Lt", "Lu").map(CATEGORIES::get).collect(Collectors.toSet())
            : CATEGORIES.entrySet().stream()
                .filter(e -> e.getKey().equals(name) || isIn(e.getKey(), name))
                .map(Map.Entry::getValue)
                .collect(Collectors.toSet());
    return types.isEmpty()
        ? Optional.empty()
        : Optional.of(all(c -> types.contains(Character.getType(c))));
  }

  private static boolean isIn(String category, String letter) {
    return letter.length() == 1 && category.startsWith(letter);
  }

  private static Optional<CharacterSet> script(String name) {
    return Optional.ofNullable(SCRIPTS.get(name))
        .map(script -> all(c -> Character.UnicodeScript.of(c) == script));
  }

  private static CharacterSet all(IntPredicate which) {
    CharacterSet set = new CharacterSet();
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      if (which.test(c)) {
        set.addRange(c, c);
      }
    }
    return set;
  }

  /** {@code [:name:]}, of ASCII alone. */
  static Optional<CharacterSet> posix(String name) {
    return Optional.of(
            switch (name) {
              case "alnum" -> "09AZaz";
              case "alpha" -> "AZaz";
              case "ascii" -> "\0\u007F";
              case "blank" -> "\t\t  ";
              case "cntrl" -> "\0\u001F\u007F\u007F";
              case "digit" -> "09";
              case "graph" -> "!~";
              case "lower" -> "az";
              case "print" -> " ~";
              case "punct" -> "!/:@[`{~";
              case "space" -> "\t\r  ";
              case "upper" -> "AZ";
              case "word" -> "09AZ__az";
              case "xdigit" -> "09AFaf";
              default -> "";
            })
        .filter(ranges -> !ranges.isEmpty())
        .map(CharacterSet::ofRanges);
  }

  /** {@code \d}, {@code \s} or {@code \w}, told by the small letter. */
  static Optional<CharacterSet> perl(int letter) {
    return switch (letter) {
      case 'd' -> posix("digit");
      case 's' -> Optional.of(CharacterSet.ofRanges("\t\n\f\r  "));
      case 'w' -> posix("word");
      default -> Optional.empty();
    };
  }
}
