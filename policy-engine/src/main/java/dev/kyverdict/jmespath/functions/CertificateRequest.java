package dev.kyverdict.jmespath.functions;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A request for a certificate as the JSON of Go's {@code x509.CertificateRequest}. */
final class CertificateRequest {

  private static final String EXTENSION_REQUEST = "1.2.840.113549.1.9.14";
  private static final String ALTERNATIVE_NAMES = "2.5.29.17";
  private static final String MALFORMED = "malformed certificate request";

  private final ObjectNode json = JsonNodeFactory.instance.objectNode();

  private CertificateRequest() {}

  static JsonNode read(byte[] der) {
    Der all = new Der(der);
    Der.Value whole = all.read(Der.SEQUENCE, MALFORMED);
    if (!all.atEnd()) {
      throw new Der.MalformedException("trailing data");
    }
    CertificateRequest request = new CertificateRequest();
    request.write(whole);
    return CertificateJson.read(request.json);
  }

  private void write(Der.Value whole) {
    Der input = whole.inside();
    Der.Value info = input.read(Der.SEQUENCE, MALFORMED);
    Der.Value algorithm = input.read(Der.SEQUENCE, MALFORMED);
    json.put("Raw", whole.element());
    json.put("RawTBSCertificateRequest", info.element());
    json.put("SignatureAlgorithm", SignatureAlgorithm.number(algorithm));
    json.put("Signature", input.bits(MALFORMED).rightAligned());
    Der der = info.inside();
    json.put("Version", der.number(Der.INTEGER, MALFORMED));
    Der.Value subject = der.read(Der.SEQUENCE, MALFORMED);
    json.put("RawSubject", subject.element());
    json.set("Subject", CertificateName.json(subject));
    Certificate.key(json, der.read(Der.SEQUENCE, MALFORMED));
    json.putNull("Attributes").putNull("Extensions").putNull("ExtraExtensions");
    AlternativeNames.prepare(json);
    if (der.at(Der.constructed(0))) {
      attributes(der.read(MALFORMED).inside());
    }
  }

  private void attributes(Der attributes) {
    while (!attributes.atEnd()) {
      Der.Value attribute = attributes.read(Der.SEQUENCE, MALFORMED);
      typesAndValues(attribute)
          .ifPresent(written -> CertificateJson.list(json, "Attributes").add(written));
      Der inside = attribute.inside();
      String type = CertificateJson.text(inside.identifier(MALFORMED));
      Der values = inside.read(Der.SET, MALFORMED).inside();
      if (type.equals(EXTENSION_REQUEST) && !values.atEnd()) {
        extensions(values.read(Der.SEQUENCE, MALFORMED).inside());
      }
    }
  }

  private void extensions(Der list) {
    ArrayNode extensions = CertificateJson.list(json, "Extensions");
    Certificate.readExtensions(list, extensions);
    for (JsonNode extension : extensions) {
      List<Long> id = extension.path("Id").valueStream().map(JsonNode::longValue).toList();
      if (CertificateJson.text(id).equals(ALTERNATIVE_NAMES)) {
        AlternativeNames.read(json, new Der(extension.path("Value").binaryValue()));
      }
    }
  }

  /** Empty for what is not a set of lists of types and values, such as a password. */
  private static Optional<ObjectNode> typesAndValues(Der.Value attribute) {
    try {
      Der inside = attribute.inside();
      ObjectNode written = JsonNodeFactory.instance.objectNode();
      written.set("Type", CertificateJson.numbers(inside.identifier(MALFORMED)));
      ArrayNode lists = written.putArray("Value");
      Der set = inside.read(Der.SET, MALFORMED).inside();
      while (!set.atEnd()) {
        ArrayNode list = lists.addArray();
        Der pairs = set.read(Der.SEQUENCE, MALFORMED).inside();
        while (!pairs.atEnd()) {
          Der pair = pairs.read(Der.SEQUENCE, MALFORMED).inside();
          ObjectNode value = list.addObject();
          value.set("Type", CertificateJson.numbers(pair.identifier(MALFORMED)));
          value(value, pair.read(MALFORMED));
        }
      }
      return Optional.of(written);
    } catch (Der.MalformedException skipped) {
      return Optional.empty();
    }
  }

  /** Go leaves a value out whose type it does not expect here. */
  private static void value(ObjectNode json, Der.Value value) {
    if (value.tag() == Der.OCTET_STRING) {
      json.put("Value", value.content());
    } else if (value.tag() == Der.BOOLEAN) {
      json.put("Value", value.content().length > 0 && value.content()[0] != 0);
    } else if (CertificateName.isText(value.tag())) {
      json.put("Value", CertificateName.text(value));
    } else {
      json.putNull("Value");
    }
  }
}
