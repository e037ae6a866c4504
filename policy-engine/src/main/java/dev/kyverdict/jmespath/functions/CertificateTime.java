package dev.kyverdict.jmespath.functions;

/** A time in a certificate. */
final class CertificateTime {

  private static final int UTC_TIME = 0x17;
  private static final int GENERALIZED_TIME = 0x18;
  private static final int UTC_DIGITS = 12;
  private static final GoTimeLayout LONG = GoTimeLayout.of("20060102150405Z0700");
  private static final GoTimeLayout SHORT = GoTimeLayout.of("200601021504Z0700");

  private CertificateTime() {}

  /** As RFC 3339. */
  static String read(Der der) {
    if (der.at(UTC_TIME)) {
      return utc(der.read(UTC_TIME, "malformed UTCTime").text());
    }
    if (der.at(GENERALIZED_TIME)) {
      return parsed(
          LONG, der.read("malformed GeneralizedTime").text(), "malformed GeneralizedTime");
    }
    throw new Der.MalformedException("unsupported time format");
  }

  /** Two digits of a year are of 1950 to 2049; seconds may be missing. */
  private static String utc(String text) {
    boolean seconds = text.length() >= UTC_DIGITS && Character.isDigit(text.charAt(UTC_DIGITS - 1));
    String century = text.isEmpty() || text.charAt(0) >= '5' ? "19" : "20";
    return parsed(seconds ? LONG : SHORT, century + text, "malformed UTCTime");
  }

  private static String parsed(GoTimeLayout layout, String text, String what) {
    try {
      return layout.parse(text).toString();
    } catch (FunctionException e) {
      throw new Der.MalformedException(what);
    }
  }
}
