package dev.kyverdict.yaml;

import dev.kyverdict.yaml.Scalar.Int;
import dev.kyverdict.yaml.Scalar.Real;
import dev.kyverdict.yaml.Scalar.Text;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a scalar with a tag means to go-yaml v2. */
final class ScalarTags {

  private static final String YAML = "tag:yaml.org,2002:";

  /** The layouts of go-yaml: a day, a day and time with a zone, a day and time after a space. */
  private static final Pattern TIMESTAMP =
      Pattern.compile(
          "([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})"
              + "(?:(?<sep>[Tt ])([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2})(?:\\.[0-9]+)?"
              + "(?<zone>Z|[-+][0-9]{2}:[0-9]{2})?)?");

  private ScalarTags() {}

  /** Empty when the text is not of the tag's type. */
  static Optional<Scalar> resolve(String tag, String text) {
    if (!tag.startsWith(YAML)) {
      return Optional.of(new Text(text));
    }
    return switch (tag.substring(YAML.length())) {
      case "int" -> only(Int.class, text);
      case "float" -> real(text);
      case "bool" -> only(Scalar.Bool.class, text);
      case "null" -> only(Scalar.Nothing.class, text);
      case "timestamp" -> Optional.of(text).filter(ScalarTags::isTimestamp).map(Text::new);
      case "binary" -> binary(text).map(Text::new);
      default -> Optional.of(new Text(text));
    };
  }

  /** The tag as one writes it: {@code !!int}. */
  static String shortened(String tag) {
    return tag.startsWith(YAML) ? "!!" + tag.substring(YAML.length()) : tag;
  }

  private static Optional<Scalar> only(Class<? extends Scalar> type, String text) {
    return Optional.of(ScalarTypes.resolve(text)).filter(type::isInstance);
  }

  private static Optional<Scalar> real(String text) {
    Scalar scalar = ScalarTypes.resolve(text);
    if (scalar instanceof Int integer && integer.value().bitLength() <= 63) {
      return Optional.of(new Real(integer.value().doubleValue()));
    }
    return Optional.of(scalar).filter(Real.class::isInstance);
  }

  private static boolean isTimestamp(String text) {
    Matcher parts = TIMESTAMP.matcher(text);
    if (!parts.matches()) {
      return false;
    }
    Optional<String> separator = Optional.ofNullable(parts.group("sep"));
    boolean zone = Optional.ofNullable(parts.group("zone")).isPresent();
    try {
      LocalDate.of(number(parts, 1), number(parts, 2), number(parts, 3));
      if (separator.isPresent()) {
        LocalTime.of(number(parts, 5), number(parts, 6), number(parts, 7));
      }
      return separator.isEmpty() || zone != separator.get().equals(" ");
    } catch (DateTimeException noSuchDayOrHour) {
      return false;
    }
  }

  private static int number(Matcher parts, int group) {
    return Integer.parseInt(parts.group(group));
  }

  /** Go's {@code base64.StdEncoding}: line breaks are skipped, padding must be there. */
  private static Optional<String> binary(String text) {
    String digits = text.replace("\n", "").replace("\r", "");
    if (digits.length() % 4 != 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(text(Base64.getDecoder().decode(digits)));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  /** As Go writes bytes into JSON: one replacement character for every byte that is not UTF-8. */
  private static String text(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    for (int at = 0; at < bytes.length; ) {
      int length = 1;
      Optional<String> decoded = decoded(bytes, at, length);
      while (decoded.isEmpty() && length < 4 && at + length < bytes.length) {
        length++;
        decoded = decoded(bytes, at, length);
      }
      text.append(decoded.orElse("\ufffd"));
      at += decoded.isPresent() ? length : 1;
    }
    return text.toString();
  }

  private static Optional<String> decoded(byte[] bytes, int from, int length) {
    try {
      ByteBuffer slice = ByteBuffer.wrap(bytes, from, length);
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(slice).toString());
    } catch (CharacterCodingException incomplete) {
      return Optional.empty();
    }
  }
}
