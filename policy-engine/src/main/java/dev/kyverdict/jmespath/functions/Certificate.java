package dev.kyverdict.jmespath.functions;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A certificate or a request for one, with an RSA key, as the JSON of Go's {@code
 * x509.Certificate}; Kyverno's {@code functions.go}, {@code x509_decode}.
 */
public final class Certificate {

  private static final List<Long> RSA = List.of(1L, 2L, 840L, 113549L, 1L, 1L, 1L);
  private static final int MAX_VERSION = 3;

  private final ObjectNode json = JsonNodeFactory.instance.objectNode();

  private Certificate() {}

  /**
   * Reads PEM.
   *
   * @throws FunctionException with the text of Kyverno or Go
   */
  public static JsonNode decode(String text) {
    PemBlock block =
        PemBlock.first(text).orElseThrow(() -> new FunctionException("failed to decode PEM block"));
    try {
      return switch (block.type()) {
        case "CERTIFICATE" -> new Certificate().certificate(block.bytes());
        case "CERTIFICATE REQUEST" -> CertificateRequest.read(block.bytes());
        default ->
            throw new FunctionException(
                "PEM block neither contains a CERTIFICATE or CERTIFICATE REQUEST");
      };
    } catch (Der.MalformedException e) {
      throw new FunctionException(e.text());
    }
  }

  private JsonNode certificate(byte[] der) {
    Der all = new Der(der);
    Der.Value whole = all.read(Der.SEQUENCE, "malformed certificate");
    if (!all.atEnd()) {
      throw new Der.MalformedException("trailing data");
    }
    Der input = whole.inside();
    Der.Value signed = input.read(Der.SEQUENCE, "malformed tbs certificate");
    Der.Value algorithm = input.read(Der.SEQUENCE, "malformed algorithm identifier");
    json.put("Raw", whole.element());
    json.put("RawTBSCertificate", signed.element());
    signed(signed.inside(), algorithm);
    json.put("Signature", input.bits("malformed signature").rightAligned());
    return CertificateJson.read(json);
  }

  private void signed(Der signed, Der.Value outerAlgorithm) {
    long version = version(signed);
    BigInteger serial = signed.integer(Der.INTEGER, "malformed serial number");
    if (serial.signum() < 0) {
      throw new Der.MalformedException("negative serial number");
    }
    json.put("Version", version);
    json.put("SerialNumber", serial);
    Der.Value algorithm = signed.read(Der.SEQUENCE, "malformed signature algorithm identifier");
    if (!Arrays.equals(algorithm.content(), outerAlgorithm.content())) {
      throw new Der.MalformedException(
          "inner and outer signature algorithm identifiers don't match");
    }
    json.put("SignatureAlgorithm", SignatureAlgorithm.number(algorithm));
    Der.Value issuer = signed.read(Der.SEQUENCE, "malformed issuer");
    json.put("RawIssuer", issuer.element());
    json.set("Issuer", CertificateName.json(issuer));
    Der validity = signed.read(Der.SEQUENCE, "malformed validity").inside();
    json.put("NotBefore", CertificateTime.read(validity));
    json.put("NotAfter", CertificateTime.read(validity));
    Der.Value subject = signed.read(Der.SEQUENCE, "malformed issuer");
    json.put("RawSubject", subject.element());
    json.set("Subject", CertificateName.json(subject));
    key(json, signed.read(Der.SEQUENCE, "malformed spki"));
    new CertificateExtensions(json).write(extensions(signed, version));
  }

  private static long version(Der signed) {
    Optional<Der.Value> version = signed.optional(Der.constructed(0), "malformed version");
    long number =
        version.isEmpty() ? 0 : version.get().inside().number(Der.INTEGER, "malformed version");
    if (number < 0) {
      throw new Der.MalformedException("malformed version");
    }
    if (number >= MAX_VERSION) {
      throw new Der.MalformedException("invalid version");
    }
    return number + 1;
  }

  /** Writes the public key, which must be one of RSA. */
  static void key(ObjectNode json, Der.Value info) {
    json.put("RawSubjectPublicKeyInfo", info.element());
    Der spki = info.inside();
    Der algorithm = spki.read(Der.SEQUENCE, "malformed public key algorithm identifier").inside();
    if (!algorithm.identifier("malformed OID").equals(RSA)) {
      throw new FunctionException("certificate should use rsa algorithm");
    }
    if (!algorithm.at(Der.NULL)) {
      throw new Der.MalformedException("RSA key missing NULL parameters");
    }
    Der key =
        new Der(spki.bits("malformed subjectPublicKey").bytes())
            .read(Der.SEQUENCE, "invalid RSA public key")
            .inside();
    BigInteger modulus = key.integer(Der.INTEGER, "invalid RSA modulus");
    long exponent = key.number(Der.INTEGER, "invalid RSA public exponent");
    if (modulus.signum() <= 0) {
      throw new Der.MalformedException("RSA modulus is not a positive number");
    }
    if (exponent <= 0) {
      throw new Der.MalformedException("RSA public exponent is not a positive number");
    }
    json.put("PublicKeyAlgorithm", 1);
    json.putObject("PublicKey").put("N", modulus.toString()).put("E", exponent);
  }

  private static ArrayNode extensions(Der signed, long version) {
    ArrayNode extensions = JsonNodeFactory.instance.arrayNode();
    if (version > 1) {
      signed.optional(Der.primitive(1), "malformed issuerUniqueID");
      signed.optional(Der.primitive(2), "malformed subjectUniqueID");
    }
    if (version < MAX_VERSION) {
      return extensions;
    }
    signed
        .optional(Der.constructed(3), "malformed extensions")
        .ifPresent(
            found -> {
              Der list = found.inside().read(Der.SEQUENCE, "malformed extensions").inside();
              readExtensions(list, extensions);
            });
    return extensions;
  }

  /** Writes a list of extensions. */
  static void readExtensions(Der list, ArrayNode extensions) {
    Set<List<Long>> seen = new HashSet<>();
    while (!list.atEnd()) {
      Der extension = list.read(Der.SEQUENCE, "malformed extension").inside();
      List<Long> identifier = extension.identifier("malformed extension OID field");
      if (!seen.add(identifier)) {
        throw new Der.MalformedException("certificate contains duplicate extension");
      }
      boolean critical = extension.at(Der.BOOLEAN) && extension.truth("malformed extension");
      byte[] value = extension.read(Der.OCTET_STRING, "malformed extension value field").content();
      ObjectNode written = extensions.addObject();
      written.set("Id", CertificateJson.numbers(identifier));
      written.put("Critical", critical).put("Value", value);
    }
  }
}
