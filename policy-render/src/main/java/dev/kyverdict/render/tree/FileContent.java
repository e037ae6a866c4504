package dev.kyverdict.render.tree;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** The bytes of a file. */
final class FileContent {

  private final byte[] bytes;

  private FileContent(byte[] bytes) {
    this.bytes = bytes;
  }

  static FileContent of(String text) {
    return new FileContent(text.getBytes(StandardCharsets.UTF_8));
  }

  static FileContent of(byte[] bytes) {
    return new FileContent(bytes.clone());
  }

  byte[] bytes() {
    return bytes.clone();
  }

  /** The bytes read as UTF-8; what is not UTF-8 becomes U+FFFD. */
  String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  String sha256() {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  /**
   * Whether these are the same lines: a checkout by git for Windows ends them with CRLF, and that
   * is nobody's edit.
   */
  boolean hasSameLinesAs(FileContent other) {
    return equals(other) || withLineFeeds().equals(other.withLineFeeds());
  }

  /** Whether this is what was hashed, be it that git has since changed how its lines end. */
  boolean isWhatWasHashed(String sha256) {
    return sha256().equals(sha256) || withLineFeeds().sha256().equals(sha256);
  }

  private FileContent withLineFeeds() {
    byte[] kept = new byte[bytes.length];
    int length = 0;
    for (int i = 0; i < bytes.length; i++) {
      boolean endsLine = bytes[i] == '\r' && i + 1 < bytes.length && bytes[i + 1] == '\n';
      if (!endsLine) {
        kept[length++] = bytes[i];
      }
    }
    return new FileContent(Arrays.copyOf(kept, length));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FileContent that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }
}
