package dev.kyverdict.jmespath.functions;

import java.io.ByteArrayOutputStream;

/** {@code base64.StdEncoding}: padding is needed, line breaks are skipped, spare bits ignored. */
public final class GoBase64 {

  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

  private final byte[] input;
  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private int at;
  private boolean ended;

  private GoBase64(byte[] input) {
    this.input = input;
  }

  /**
   * Decodes.
   *
   * @throws FunctionException with Go's text
   */
  public static byte[] decode(String text) {
    GoBase64 decoder = new GoBase64(GoBytes.of(text));
    while (decoder.at < decoder.input.length && !decoder.ended) {
      decoder.group();
    }
    return decoder.output.toByteArray();
  }

  private void group() {
    int bits = 0;
    for (int count = 0; count < 4; count++) {
      skipLineBreaks();
      if (at == input.length) {
        if (count == 0) {
          return;
        }
        throw illegal(at - count);
      }
      int value = ALPHABET.indexOf(input[at++]);
      if (value < 0) {
        if (input[at - 1] != '=' || count < 2) {
          throw illegal(at - 1);
        }
        end(bits, count);
        return;
      }
      bits = (bits << 6) | value;
    }
    write(bits, 3);
  }

  private void end(int bits, int count) {
    if (count == 2) {
      skipLineBreaks();
      if (at == input.length) {
        throw illegal(input.length);
      }
      if (input[at] != '=') {
        throw illegal(at - 1);
      }
      at++;
    }
    skipLineBreaks();
    if (at < input.length) {
      throw illegal(at);
    }
    write(bits << (6 * (4 - count)), count - 1);
    ended = true;
  }

  private void write(int bits, int bytes) {
    for (int i = 0; i < bytes; i++) {
      output.write(bits >> (16 - 8 * i));
    }
  }

  private void skipLineBreaks() {
    while (at < input.length && (input[at] == '\n' || input[at] == '\r')) {
      at++;
    }
  }

  private static FunctionException illegal(int position) {
    return new FunctionException("illegal base64 data at input byte " + position);
  }
}
