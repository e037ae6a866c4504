package dev.kyverdict.jmespath.functions;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The name of a subject or an issuer; Go's {@code pkix.Name}. */
final class CertificateName {

  private static final List<Long> ATTRIBUTE = List.of(2L, 5L, 4L);
  private static final int UTF8_STRING = 12;
  private static final int T61_STRING = 20;
  private static final int BMP_STRING = 30;

  private static final Map<Long, String> LISTS =
      Map.of(
          6L, "Country",
          7L, "Locality",
          8L, "Province",
          9L, "StreetAddress",
          10L, "Organization",
          11L, "OrganizationalUnit",
          17L, "PostalCode");

  private CertificateName() {}

  static ObjectNode json(Der.Value name) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    LISTS.values().forEach(json::putNull);
    json.putNull("Names").putNull("ExtraNames").put("SerialNumber", "").put("CommonName", "");
    Der sets = name.inside();
    while (!sets.atEnd()) {
      Der set = sets.read(Der.SET, "invalid RDNSequence").inside();
      while (!set.atEnd()) {
        attribute(json, set.read(Der.SEQUENCE, "invalid RDNSequence: invalid attribute").inside());
      }
    }
    return json;
  }

  private static void attribute(ObjectNode json, Der attribute) {
    List<Long> type = attribute.identifier("invalid RDNSequence: invalid attribute type");
    String value = text(attribute.read("invalid RDNSequence: invalid attribute value"));
    ObjectNode name = CertificateJson.list(json, "Names").addObject();
    name.set("Type", CertificateJson.numbers(type));
    name.put("Value", value);
    if (type.size() != 4 || !type.subList(0, 3).equals(ATTRIBUTE)) {
      return;
    }
    long number = type.get(3);
    if (number == 3) {
      json.put("CommonName", value);
    } else if (number == 5) {
      json.put("SerialNumber", value);
    } else if (LISTS.containsKey(number)) {
      CertificateJson.list(json, LISTS.getOrDefault(number, "")).add(value);
    }
  }

  static boolean isText(int tag) {
    return switch (tag) {
      case UTF8_STRING, 18, 19, T61_STRING, 22, BMP_STRING -> true;
      default -> false;
    };
  }

  static String text(Der.Value value) {
    return switch (value.tag()) {
      case T61_STRING -> new String(value.content(), StandardCharsets.ISO_8859_1);
      case BMP_STRING -> bmp(value.content());
      case UTF8_STRING -> utf8(value.content());
      case 18, 19, 22 -> ascii(value.content());
      default ->
          throw new Der.MalformedException(
              "invalid RDNSequence: invalid attribute value: unsupported string type: "
                  + value.tag());
    };
  }

  private static String bmp(byte[] content) {
    String text = new String(content, StandardCharsets.UTF_16BE);
    if (content.length % 2 != 0) {
      throw invalid("BMPString");
    }
    return text.endsWith("\0") ? text.substring(0, text.length() - 1) : text;
  }

  private static String utf8(byte[] content) {
    String text = new String(content, StandardCharsets.UTF_8);
    if (!Arrays.equals(content, text.getBytes(StandardCharsets.UTF_8))) {
      throw invalid("UTF-8 string");
    }
    return text;
  }

  private static String ascii(byte[] content) {
    for (byte b : content) {
      if (b < 0) {
        throw invalid("IA5String");
      }
    }
    return new String(content, StandardCharsets.US_ASCII);
  }

  private static Der.MalformedException invalid(String what) {
    return new Der.MalformedException(
        "invalid RDNSequence: invalid attribute value: invalid " + what);
  }
}
