package dev.kyverdict.jmespath.functions;

import java.util.Arrays;
import java.util.Optional;

/**
 * An IP address as {@code net/netip} reads it.
 *
 * @param bytes four or sixteen
 * @param zone of an IPv6 address; empty for none
 */
public record IpAddress(byte[] bytes, String zone) {

  private static final int LENGTH = 16;

  /** {@code netip.ParseAddr}. */
  public static Optional<IpAddress> parse(String text) {
    int percent = text.indexOf('%');
    int colon = text.indexOf(':');
    int dot = text.indexOf('.');
    if (dot >= 0 && (colon < 0 || dot < colon) && (percent < 0 || dot < percent)) {
      byte[] bytes = new byte[4];
      return four(text, bytes, 0) ? Optional.of(new IpAddress(bytes, "")) : Optional.empty();
    }
    if (colon < 0 || (percent >= 0 && (percent < colon || percent == text.length() - 1))) {
      return Optional.empty();
    }
    String address = percent < 0 ? text : text.substring(0, percent);
    String zone = percent < 0 ? "" : text.substring(percent + 1);
    return new Six(address).parse().map(bytes -> new IpAddress(bytes, zone));
  }

  /** Whether it is {@code IsLoopback} or {@code IsPrivate} to Go; a mapped IPv4 address is one. */
  public boolean isInternal() {
    byte[] four = four();
    if (four.length == 4) {
      int first = four[0] & 0xFF;
      int second = four[1] & 0xFF;
      return first == 127
          || first == 10
          || (first == 172 && (second & 0xF0) == 16)
          || (first == 192 && second == 168);
    }
    byte[] loopback = new byte[LENGTH];
    loopback[LENGTH - 1] = 1;
    return Arrays.equals(bytes, loopback) || (bytes[0] & 0xFE) == 0xFC;
  }

  private byte[] four() {
    if (bytes.length != LENGTH) {
      return bytes;
    }
    byte[] mapped = new byte[LENGTH];
    mapped[10] = (byte) 0xFF;
    mapped[11] = (byte) 0xFF;
    boolean isMapped = Arrays.equals(bytes, 0, 12, mapped, 0, 12);
    return isMapped ? Arrays.copyOfRange(bytes, 12, LENGTH) : bytes;
  }

  /** As Go writes it: the longest run of zeros is left out, a mapped address is one of IPv4. */
  @Override
  public String toString() {
    byte[] four = four();
    if (four.length == 4) {
      return (four[0] & 0xFF)
          + "."
          + (four[1] & 0xFF)
          + "."
          + (four[2] & 0xFF)
          + "."
          + (four[3] & 0xFF);
    }
    int[] gap = longestZeros();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < LENGTH / 2; i++) {
      if (i == gap[0]) {
        text.append("::");
        i += gap[1] - 1;
      } else {
        text.append(text.isEmpty() || text.toString().endsWith("::") ? "" : ":");
        text.append(Integer.toHexString(group(i)));
      }
    }
    return zone.isEmpty() ? text.toString() : text + "%" + zone;
  }

  private int group(int i) {
    return ((bytes[2 * i] & 0xFF) << 8) | (bytes[2 * i + 1] & 0xFF);
  }

  /** Where it begins and how many groups it has; at -1 when one group would be left out. */
  private int[] longestZeros() {
    int[] longest = {-1, 1};
    int length = 0;
    for (int i = 0; i < LENGTH / 2; i++) {
      length = group(i) == 0 ? length + 1 : 0;
      if (length > longest[1]) {
        longest = new int[] {i - length + 1, length};
      }
    }
    return longest;
  }

  /** Four numbers, none with a leading zero. */
  private static boolean four(String text, byte[] into, int at) {
    String[] fields = text.split("\\.", -1);
    if (fields.length != 4) {
      return false;
    }
    for (int i = 0; i < 4; i++) {
      String field = fields[i];
      boolean digits = !field.isEmpty() && field.chars().allMatch(c -> c >= '0' && c <= '9');
      boolean zero = field.length() > 1 && field.charAt(0) == '0';
      if (!digits || zero || field.length() > 3 || Integer.parseInt(field) > 255) {
        return false;
      }
      into[at + i] = (byte) Integer.parseInt(field);
    }
    return true;
  }

  /** Reads an IPv6 address without zone. */
  private static final class Six {

    private final byte[] bytes = new byte[LENGTH];
    private String rest;
    private int filled;
    private int gap = -1;

    Six(String text) {
      this.rest = text;
    }

    Optional<byte[]> parse() {
      if (rest.startsWith("::")) {
        gap = 0;
        rest = rest.substring(2);
      }
      while (filled < LENGTH && !(rest.isEmpty() && gap == filled)) {
        if (!field()) {
          return Optional.empty();
        }
        if (rest.isEmpty()) {
          break;
        }
      }
      boolean complete = filled == LENGTH ? gap < 0 : gap >= 0;
      if (!rest.isEmpty() || !complete) {
        return Optional.empty();
      }
      spread();
      return Optional.of(bytes);
    }

    /** A group, or four numbers at the end, and the colons behind it. */
    private boolean field() {
      int length = 0;
      while (length < rest.length() && Character.digit(rest.charAt(length), 16) >= 0) {
        length++;
      }
      if (length == 0 || length > 4) {
        return false;
      }
      if (length < rest.length() && rest.charAt(length) == '.') {
        return lastFour();
      }
      int group = Integer.parseInt(rest.substring(0, length), 16);
      bytes[filled++] = (byte) (group >> 8);
      bytes[filled++] = (byte) group;
      rest = rest.substring(length);
      return rest.isEmpty() || colons();
    }

    private boolean lastFour() {
      if ((gap < 0 && filled != 12) || filled > 12 || !four(rest, bytes, filled)) {
        return false;
      }
      filled += 4;
      rest = "";
      return true;
    }

    private boolean colons() {
      if (rest.charAt(0) != ':' || rest.length() == 1) {
        return false;
      }
      rest = rest.substring(1);
      if (rest.charAt(0) == ':') {
        if (gap >= 0) {
          return false;
        }
        gap = filled;
        rest = rest.substring(1);
      }
      return true;
    }

    private void spread() {
      if (gap >= 0) {
        int moved = LENGTH - filled;
        System.arraycopy(bytes, gap, bytes, gap + moved, filled - gap);
        Arrays.fill(bytes, gap, gap + moved, (byte) 0);
      }
    }
  }
}
