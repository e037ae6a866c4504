package dev.kyverdict.jmespath.functions;

import java.util.List;
import java.util.Map;

/** Go's numbers of signature algorithms; {@code crypto/x509/x509.go}. */
final class SignatureAlgorithm {

  private static final Map<String, Integer> NUMBERS =
      Map.ofEntries(
          Map.entry("1.2.840.113549.1.1.4", 2),
          Map.entry("1.2.840.113549.1.1.5", 3),
          Map.entry("1.3.14.3.2.29", 3),
          Map.entry("1.2.840.113549.1.1.11", 4),
          Map.entry("1.2.840.113549.1.1.12", 5),
          Map.entry("1.2.840.113549.1.1.13", 6),
          Map.entry("1.2.840.10040.4.3", 7),
          Map.entry("2.16.840.1.101.3.4.3.2", 8),
          Map.entry("1.2.840.10045.4.1", 9),
          Map.entry("1.2.840.10045.4.3.2", 10),
          Map.entry("1.2.840.10045.4.3.3", 11),
          Map.entry("1.2.840.10045.4.3.4", 12),
          Map.entry("1.3.101.112", 16));

  private static final String RSA_PSS = "1.2.840.113549.1.1.10";

  private static final Map<String, Integer> PSS_HASHES =
      Map.of(
          "2.16.840.1.101.3.4.2.1", 13,
          "2.16.840.1.101.3.4.2.2", 14,
          "2.16.840.1.101.3.4.2.3", 15);

  private SignatureAlgorithm() {}

  /** 0 for an unknown one. */
  static int number(Der.Value algorithm) {
    Der der = algorithm.inside();
    List<Long> identifier = der.identifier("malformed OID");
    String text = CertificateJson.text(identifier);
    return text.equals(RSA_PSS) && !der.atEnd()
        ? pss(der.read("malformed parameters"))
        : NUMBERS.getOrDefault(text, 0);
  }

  /** By the hash, the first of the parameters. */
  private static int pss(Der.Value parameters) {
    Der der = parameters.inside();
    if (!der.at(Der.constructed(0))) {
      return 0;
    }
    Der hash =
        der.read("malformed parameters")
            .inside()
            .read(Der.SEQUENCE, "malformed parameters")
            .inside();
    return PSS_HASHES.getOrDefault(CertificateJson.text(hash.identifier("malformed OID")), 0);
  }
}
