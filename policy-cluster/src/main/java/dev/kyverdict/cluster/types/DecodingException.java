package dev.kyverdict.cluster.types;

import java.io.Serial;

/** A type reads its value itself and cannot: decoding ends there. */
final class DecodingException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  DecodingException(String message) {
    super(message, null, false, false);
  }
}
