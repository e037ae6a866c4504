package dev.kyverdict.jmespath;

import dev.kyverdict.jmespath.functions.Certificate;
import dev.kyverdict.jmespath.functions.FirstDocument;
import dev.kyverdict.jmespath.functions.FunctionException;
import dev.kyverdict.jmespath.functions.GoBase64;
import dev.kyverdict.jmespath.functions.GoBytes;
import dev.kyverdict.values.GoNumbers;
import dev.kyverdict.values.GoStrings;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Functions that encode and decode; Kyverno's {@code functions.go}. */
final class EncodingFunctions {

  static final Map<String, Handler> ALL =
      Map.of(
          "base64_decode",
          (arguments, s) -> GoValue.of(GoBytes.text(GoBase64.decode(arguments[0].stringValue()))),
          "base64_encode",
          (arguments, s) -> GoValue.of(Base64.getEncoder().encodeToString(bytes(arguments[0]))),
          "md5",
          hash("MD5"),
          "parse_json",
          (arguments, s) -> parseJson(arguments[0].stringValue()),
          "parse_yaml",
          (arguments, s) -> GoNumbers.floats(FirstDocument.of(arguments[0].stringValue())),
          "sha1",
          hash("SHA-1"),
          "sha256",
          hash("SHA-256"),
          "x509_decode",
          (arguments, s) -> Certificate.decode(arguments[0].stringValue()));

  private EncodingFunctions() {}

  private static byte[] bytes(JsonNode text) {
    return GoBytes.of(text.stringValue());
  }

  private static Handler hash(String algorithm) {
    return (arguments, s) -> {
      try {
        byte[] hash = MessageDigest.getInstance(algorithm).digest(bytes(arguments[0]));
        return GoValue.of(HexFormat.of().formatHex(hash));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    };
  }

  private static JsonNode parseJson(String text) {
    try {
      return GoJson.readData(text);
    } catch (GoJson.InvalidJsonException e) {
      boolean cut =
          GoStrings.trimSpace(text).isEmpty()
              || String.valueOf(e.getMessage()).contains("end-of-input");
      throw new FunctionException(
          cut ? "unexpected end of JSON input" : String.valueOf(e.getMessage()));
    }
  }
}
