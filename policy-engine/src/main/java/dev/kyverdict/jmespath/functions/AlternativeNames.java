package dev.kyverdict.jmespath.functions;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** The other names of a subject. */
final class AlternativeNames {

  private static final List<String> LISTS =
      List.of("DNSNames", "EmailAddresses", "IPAddresses", "URIs");

  private AlternativeNames() {}

  /** Writes null for each list of names. */
  static void prepare(ObjectNode json) {
    LISTS.forEach(json::putNull);
  }

  /** Writes the names, and says whether there was one that Go knows. */
  static boolean read(ObjectNode json, Der der) {
    prepare(json);
    Der names = der.read(Der.SEQUENCE, "invalid subject alternative names").inside();
    boolean found = false;
    while (!names.atEnd()) {
      Der.Value name = names.read("invalid subject alternative name");
      int kind = name.tag() ^ 0x80;
      found |= kind == 1 || kind == 2 || kind == 6 || kind == 7;
      switch (kind) {
        case 1 -> CertificateJson.list(json, "EmailAddresses").add(text(name, "rfc822Name"));
        case 2 -> CertificateJson.list(json, "DNSNames").add(text(name, "dNSName"));
        case 6 ->
            CertificateJson.list(json, "URIs")
                .add(UrlParts.json(text(name, "uniformResourceIdentifier")));
        case 7 -> CertificateJson.list(json, "IPAddresses").add(address(name.content()));
        default -> {}
      }
    }
    return found;
  }

  private static String text(Der.Value name, String what) {
    for (byte b : name.content()) {
      if (b < 0) {
        throw new Der.MalformedException("SAN " + what + " is malformed");
      }
    }
    return name.text();
  }

  private static String address(byte[] bytes) {
    if (bytes.length != 4 && bytes.length != 16) {
      throw new Der.MalformedException("cannot parse IP address of length " + bytes.length);
    }
    return new IpAddress(bytes, "").toString();
  }
}
