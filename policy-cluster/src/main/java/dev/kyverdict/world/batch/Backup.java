package dev.kyverdict.world.batch;

import java.util.regex.Pattern;

/**
 * A claim that has a backup.
 *
 * @param namespace its namespace
 * @param claim its name
 * @param tag the newest snapshot, as {@code s3-} and sixteen digits; empty while nobody has looked
 */
record Backup(String namespace, String claim, String tag) {

  private static final String PART = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
  private static final Pattern NAMESPACE = Pattern.compile(PART);
  private static final Pattern CLAIM = Pattern.compile(PART + "(\\." + PART + ")*");

  /** A DNS-1123 label. */
  static boolean isNamespace(String name) {
    return name.length() <= 63 && NAMESPACE.matcher(name).matches();
  }

  /** A DNS-1123 subdomain. */
  static boolean isClaim(String name) {
    return name.length() <= 253 && CLAIM.matcher(name).matches();
  }
}
