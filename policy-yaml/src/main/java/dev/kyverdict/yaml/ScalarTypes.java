package dev.kyverdict.yaml;

import dev.kyverdict.yaml.Scalar.Bool;
import dev.kyverdict.yaml.Scalar.Int;
import dev.kyverdict.yaml.Scalar.Nothing;
import dev.kyverdict.yaml.Scalar.Real;
import dev.kyverdict.yaml.Scalar.Text;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a plain scalar means: to Kyverno, whose go-yaml v2 follows its own mixture of YAML 1.1 and
 * Go ({@code resolve.go}), and to the readers of plain YAML 1.1 and 1.2.
 *
 * <p>The reader asks the first question, the writer both: text may stand without quotes only where
 * all of them read text.
 */
final class ScalarTypes {

  private static final Map<String, Scalar> WORDS = words();

  /** {@code yamlStyleFloat} of go-yaml. */
  private static final Pattern GO_FLOAT =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");

  /** What {@code strconv.ParseFloat} takes of that which starts with a dot. */
  private static final Pattern GO_FRACTION =
      Pattern.compile("\\.[0-9]++(_[0-9]++)*+([eE][-+]?[0-9]++(_[0-9]++)*+)?");

  /**
   * Go's integer literals, base 0: group 2 binary, 3 octal, 4 hexadecimal, 5 old octal, 6 decimal.
   */
  private static final Pattern GO_INTEGER =
      Pattern.compile(
          "([-+]?)(?:0[bB]([01]+)|0[oO]([0-7]+)|0[xX]([0-9a-fA-F]+)|0([0-7]*)|([1-9][0-9]*))");

  /** A quirk of go-yaml: it cuts {@code 0b} and parses the rest once more, sign and all. */
  private static final Pattern SIGN_AFTER_PREFIX = Pattern.compile("0b([-+][01]{1,63})");

  private static final Pattern LEADING_ZEROS = Pattern.compile("^0+");
  private static final BigInteger INT64_MIN = BigInteger.valueOf(Long.MIN_VALUE);
  private static final int UINT64_BITS = 64;

  /** The types of the YAML 1.2 core schema that {@link #WORDS} does not hold. */
  private static final Pattern CORE =
      Pattern.compile("[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+|" + GO_FLOAT);

  /**
   * The types of yaml.org/type for YAML 1.1, as PyYAML, SnakeYAML and libyaml's users read them.
   */
  private static final Pattern YAML_1_1 =
      Pattern.compile(
          "[-+]?0b[01_]+|[-+]?0[0-7_]+|[-+]?0x[0-9a-fA-F_]+|[-+]?(0|[1-9][0-9_]*)"
              + "|[-+]?[0-9][0-9_]*(:[0-5]?[0-9])++(\\.[0-9_]*)?"
              + "|[-+]?([0-9][0-9_]*)?\\.[0-9_]*([eE][-+]?[0-9]+)?"
              + "|[0-9]{4}-[0-9][0-9]?-[0-9][0-9]?([Tt \\t].*)?|=|<<|[-+]?\\.(inf|nan)",
          Pattern.CASE_INSENSITIVE);

  private ScalarTypes() {}

  /** What go-yaml v2 reads a plain scalar without a tag as. */
  static Scalar resolve(String text) {
    Optional<Scalar> word = Optional.ofNullable(WORDS.get(text));
    if (word.isPresent()) {
      return word.get();
    }
    char first = text.charAt(0);
    if (first == '.') {
      return GO_FRACTION.matcher(text).matches()
          ? real(text, text.replace("_", ""))
          : new Text(text);
    }
    boolean digitOrSign = first >= '0' && first <= '9' || first == '-' || first == '+';
    return digitOrSign ? number(text, text.replace("_", "")) : new Text(text);
  }

  /** Whether every reader takes this text, without quotes, for text. */
  static boolean isTextToAll(String text) {
    return resolve(text) instanceof Text
        && !WORDS.containsKey(text.toLowerCase(Locale.ROOT))
        && !CORE.matcher(text).matches()
        && !YAML_1_1.matcher(text).matches();
  }

  private static Scalar number(String text, String digits) {
    Optional<BigInteger> integer = integer(digits);
    if (integer.isPresent()) {
      return new Int(integer.get());
    }
    if (GO_FLOAT.matcher(digits).matches()) {
      return real(text, digits);
    }
    var quirk = SIGN_AFTER_PREFIX.matcher(digits);
    return quirk.matches() ? new Int(new BigInteger(quirk.group(1), 2)) : new Text(text);
  }

  /** {@code strconv.ParseInt(digits, 0, 64)} or, that failing, {@code strconv.ParseUint}. */
  private static Optional<BigInteger> integer(String digits) {
    var literal = GO_INTEGER.matcher(digits);
    if (!literal.matches()) {
      return Optional.empty();
    }
    int[] radixes = {2, 8, 16, 8, 10};
    for (int i = 0; i < radixes.length; i++) {
      int radix = radixes[i];
      Optional<String> found = Optional.ofNullable(literal.group(i + 2));
      if (found.isPresent()) {
        String sign = literal.group(1);
        return Optional.of(LEADING_ZEROS.matcher(found.get()).replaceFirst(""))
            .filter(number -> number.length() <= UINT64_BITS)
            .map(number -> new BigInteger(sign + "0" + number, radix))
            .filter(value -> fits(value, !sign.isEmpty()));
      }
    }
    return Optional.empty();
  }

  private static boolean fits(BigInteger value, boolean signed) {
    return value.signum() < 0
        ? value.compareTo(INT64_MIN) >= 0
        : value.bitLength() <= (signed ? UINT64_BITS - 1 : UINT64_BITS);
  }

  /** A number that is too large for a float64 is text to Go. */
  private static Scalar real(String text, String digits) {
    double value = Double.parseDouble(digits);
    return Double.isInfinite(value) ? new Text(text) : new Real(value);
  }

  private static Map<String, Scalar> words() {
    Map<String, Scalar> words = new HashMap<>();
    add(words, new Nothing(), "", "~", "null", "Null", "NULL");
    add(words, new Bool(true), "y", "Y", "yes", "Yes", "YES");
    add(words, new Bool(true), "true", "True", "TRUE", "on", "On", "ON");
    add(words, new Bool(false), "n", "N", "no", "No", "NO");
    add(words, new Bool(false), "false", "False", "FALSE", "off", "Off", "OFF");
    add(words, new Real(Double.NaN), ".nan", ".NaN", ".NAN");
    add(words, new Real(Double.POSITIVE_INFINITY), ".inf", ".Inf", ".INF");
    add(words, new Real(Double.POSITIVE_INFINITY), "+.inf", "+.Inf", "+.INF");
    add(words, new Real(Double.NEGATIVE_INFINITY), "-.inf", "-.Inf", "-.INF");
    return Map.copyOf(words);
  }

  private static void add(Map<String, Scalar> words, Scalar meaning, String... spellings) {
    List.of(spellings).forEach(spelling -> words.put(spelling, meaning));
  }
}
