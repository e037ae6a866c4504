package dev.kyverdict.jmespath.functions;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads values of ASN.1 in DER, one after the other; Go's {@code x/crypto/cryptobyte}. */
final class Der {

  static final int BOOLEAN = 1;
  static final int INTEGER = 2;
  static final int BIT_STRING = 3;
  static final int OCTET_STRING = 4;
  static final int NULL = 5;
  static final int OBJECT_IDENTIFIER = 6;
  static final int SEQUENCE = 0x30;
  static final int SET = 0x31;

  private final byte[] bytes;
  private int at;

  /**
   * A value.
   *
   * @param tag its tag
   * @param element all of its bytes
   * @param content its bytes without tag and length
   */
  record Value(int tag, byte[] element, byte[] content) {

    Der inside() {
      return new Der(content);
    }

    String text() {
      return new String(content, StandardCharsets.UTF_8);
    }
  }

  /** What is read is not what must be there. */
  static final class MalformedException extends RuntimeException {
    MalformedException(String what) {
      super("x509: " + what, null, false, false);
    }

    String text() {
      return String.valueOf(getMessage());
    }
  }

  Der(byte[] bytes) {
    this.bytes = bytes;
  }

  boolean atEnd() {
    return at >= bytes.length;
  }

  boolean at(int tag) {
    return at < bytes.length && (bytes[at] & 0xFF) == tag;
  }

  static int constructed(int number) {
    return 0xA0 | number;
  }

  static int primitive(int number) {
    return 0x80 | number;
  }

  Value read(int tag, String what) {
    if (!at(tag)) {
      throw new MalformedException(what);
    }
    return read(what);
  }

  Optional<Value> optional(int tag, String what) {
    return at(tag) ? Optional.of(read(what)) : Optional.empty();
  }

  Value read(String what) {
    int start = at;
    if (bytes.length - at < 2 || (bytes[at] & 0x1F) == 0x1F) {
      throw new MalformedException(what);
    }
    int tag = bytes[at] & 0xFF;
    long length = bytes[at + 1] & 0xFF;
    int header = 2;
    if (length >= 0x80) {
      int count = (int) length & 0x7F;
      header += count;
      length = count == 0 || count > 4 || header > bytes.length - at ? -1 : length(count);
    }
    if (length < 0 || header + length > bytes.length - at) {
      throw new MalformedException(what);
    }
    at += header + (int) length;
    return new Value(
        tag, Arrays.copyOfRange(bytes, start, at), Arrays.copyOfRange(bytes, start + header, at));
  }

  /** -1 when fewer bytes would have done. */
  private long length(int count) {
    long length = 0;
    for (int i = 0; i < count; i++) {
      length = (length << 8) | (bytes[at + 2 + i] & 0xFF);
    }
    return length < 0x80 || (count > 1 && length >>> (8 * (count - 1)) == 0) ? -1 : length;
  }

  BigInteger integer(int tag, String what) {
    byte[] content = read(tag, what).content();
    boolean minimal =
        content.length == 1
            || (content.length > 1
                && !(content[0] == 0 && content[1] >= 0)
                && !(content[0] == -1 && content[1] < 0));
    if (!minimal) {
      throw new MalformedException(what);
    }
    return new BigInteger(content);
  }

  long number(int tag, String what) {
    BigInteger integer = integer(tag, what);
    if (integer.bitLength() > 63) {
      throw new MalformedException(what);
    }
    return integer.longValue();
  }

  boolean truth(String what) {
    byte[] content = read(BOOLEAN, what).content();
    if (content.length != 1 || (content[0] != 0 && content[0] != -1)) {
      throw new MalformedException(what);
    }
    return content[0] != 0;
  }

  /** The numbers of an identifier. */
  List<Long> identifier(String what) {
    return numbers(read(OBJECT_IDENTIFIER, what).content(), what);
  }

  static List<Long> numbers(byte[] content, String what) {
    List<Long> numbers = new ArrayList<>();
    long number = 0;
    boolean open = true;
    for (byte b : content) {
      number = (number << 7) | (b & 0x7F);
      open = b < 0;
      if (number > Integer.MAX_VALUE) {
        throw new MalformedException(what);
      }
      if (!open) {
        if (numbers.isEmpty()) {
          long first = Math.min(number / 40, 2);
          numbers.add(first);
          numbers.add(number - first * 40);
        } else {
          numbers.add(number);
        }
        number = 0;
      }
    }
    if (open) {
      throw new MalformedException(what);
    }
    return numbers;
  }

  /** The bytes of a bit string and how many bits of the last one are not used. */
  record Bits(byte[] bytes, int unused) {

    boolean at(int index) {
      return index < bytes.length * 8 - unused && (bytes[index / 8] & (0x80 >> (index % 8))) != 0;
    }

    /** Shifted so that the last bit is the last of a byte. */
    byte[] rightAligned() {
      if (unused == 0 || bytes.length == 0) {
        return bytes;
      }
      byte[] shifted = new BigInteger(1, bytes).shiftRight(unused).toByteArray();
      byte[] aligned = new byte[bytes.length];
      int length = Math.min(shifted.length, aligned.length);
      System.arraycopy(shifted, shifted.length - length, aligned, aligned.length - length, length);
      return aligned;
    }
  }

  Bits bits(String what) {
    byte[] content = read(BIT_STRING, what).content();
    int unused = content.length == 0 ? 8 : content[0];
    boolean spare =
        content.length > 1 && (content[content.length - 1] & ((1 << (unused & 7)) - 1)) != 0;
    if (unused < 0 || unused > 7 || (content.length == 1 && unused != 0) || spare) {
      throw new MalformedException(what);
    }
    return new Bits(Arrays.copyOfRange(content, 1, content.length), unused);
  }
}
