package dev.kyverdict.jmespath.functions;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What Go makes of a certificate's extensions; {@code crypto/x509/parser.go}. */
final class CertificateExtensions {

  private static final String AUTHORITY_INFORMATION = "1.3.6.1.5.5.7.1.1";
  private static final String STANDARD = "2.5.29.";

  private static final Map<String, Integer> USAGES =
      Map.ofEntries(
          Map.entry("2.5.29.37.0", 0),
          Map.entry("1.3.6.1.5.5.7.3.1", 1),
          Map.entry("1.3.6.1.5.5.7.3.2", 2),
          Map.entry("1.3.6.1.5.5.7.3.3", 3),
          Map.entry("1.3.6.1.5.5.7.3.4", 4),
          Map.entry("1.3.6.1.5.5.7.3.5", 5),
          Map.entry("1.3.6.1.5.5.7.3.6", 6),
          Map.entry("1.3.6.1.5.5.7.3.7", 7),
          Map.entry("1.3.6.1.5.5.7.3.8", 8),
          Map.entry("1.3.6.1.5.5.7.3.9", 9),
          Map.entry("1.3.6.1.4.1.311.10.3.3", 10),
          Map.entry("2.16.840.1.113730.4.1", 11),
          Map.entry("1.3.6.1.4.1.311.2.1.22", 12),
          Map.entry("1.3.6.1.4.1.311.61.1.1", 13));

  private static final List<String> NULLS =
      List.of(
          "Extensions",
          "ExtraExtensions",
          "UnhandledCriticalExtensions",
          "ExtKeyUsage",
          "UnknownExtKeyUsage",
          "SubjectKeyId",
          "AuthorityKeyId",
          "OCSPServer",
          "IssuingCertificateURL",
          "PermittedDNSDomains",
          "ExcludedDNSDomains",
          "PermittedIPRanges",
          "ExcludedIPRanges",
          "PermittedEmailAddresses",
          "ExcludedEmailAddresses",
          "PermittedURIDomains",
          "ExcludedURIDomains",
          "CRLDistributionPoints",
          "PolicyIdentifiers",
          "Policies",
          "PolicyMappings");

  private static final List<String> FALSE =
      List.of(
          "BasicConstraintsValid",
          "IsCA",
          "MaxPathLenZero",
          "PermittedDNSDomainsCritical",
          "InhibitAnyPolicyZero",
          "InhibitPolicyMappingZero",
          "RequireExplicitPolicyZero");

  private static final List<String> ZERO =
      List.of(
          "KeyUsage",
          "MaxPathLen",
          "InhibitAnyPolicy",
          "InhibitPolicyMapping",
          "RequireExplicitPolicy");

  private final ObjectNode json;

  CertificateExtensions(ObjectNode json) {
    this.json = json;
  }

  void write(ArrayNode extensions) {
    NULLS.forEach(json::putNull);
    FALSE.forEach(name -> json.put(name, false));
    ZERO.forEach(name -> json.put(name, 0));
    AlternativeNames.prepare(json);
    if (!extensions.isEmpty()) {
      json.set("Extensions", extensions);
    }
    extensions.forEach(
        extension -> {
          boolean critical = extension.path("Critical").booleanValue();
          String id =
              CertificateJson.text(
                  extension.path("Id").valueStream().map(n -> n.longValue()).toList());
          boolean handled = read(id, critical, extension.path("Value").binaryValue());
          if (critical && !handled) {
            CertificateJson.list(json, "UnhandledCriticalExtensions").add(extension.path("Id"));
          }
        });
  }

  private boolean read(String id, boolean critical, byte[] value) {
    Der der = new Der(value);
    if (id.equals(AUTHORITY_INFORMATION)) {
      refuseCritical(critical, "authority info access");
      authorityInformation(der);
      return true;
    }
    String number = id.startsWith(STANDARD) ? id.substring(STANDARD.length()) : "";
    return switch (number) {
      case "14" -> {
        refuseCritical(critical, "subject key identifier");
        json.put(
            "SubjectKeyId", der.read(Der.OCTET_STRING, "invalid subject key identifier").content());
        yield true;
      }
      case "35" -> {
        refuseCritical(critical, "authority key identifier");
        der.read(Der.SEQUENCE, "invalid authority key identifier")
            .inside()
            .optional(Der.primitive(0), "invalid authority key identifier")
            .ifPresent(key -> json.put("AuthorityKeyId", key.content()));
        yield true;
      }
      case "17" -> AlternativeNames.read(json, der);
      case "30" -> new NameConstraints(json).read(der, critical);
      default -> read(number, der);
    };
  }

  private static void refuseCritical(boolean critical, String what) {
    if (critical) {
      throw new Der.MalformedException(what + " incorrectly marked critical");
    }
  }

  private boolean read(String number, Der der) {
    switch (number) {
      case "15" -> keyUsage(der);
      case "19" -> basicConstraints(der);
      case "31" -> distributionPoints(der);
      case "32" -> policies(der);
      case "33" -> policyMappings(der);
      case "36" -> policyConstraints(der);
      case "37" -> extendedUsage(der);
      case "54" -> {
        long value = der.number(Der.INTEGER, "invalid inhibit any policy extension");
        json.put("InhibitAnyPolicy", value).put("InhibitAnyPolicyZero", value == 0);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private void keyUsage(Der der) {
    Der.Bits bits = der.bits("invalid key usage");
    int usage = 0;
    for (int i = 0; i < 9; i++) {
      usage |= bits.at(i) ? 1 << i : 0;
    }
    json.put("KeyUsage", usage);
  }

  private void basicConstraints(Der der) {
    Der constraints = der.read(Der.SEQUENCE, "invalid basic constraints").inside();
    boolean authority =
        constraints.at(Der.BOOLEAN) && constraints.truth("invalid basic constraints");
    long length =
        constraints.at(Der.INTEGER)
            ? constraints.number(Der.INTEGER, "invalid basic constraints")
            : -1;
    json.put("IsCA", authority).put("BasicConstraintsValid", true);
    json.put("MaxPathLen", length).put("MaxPathLenZero", length == 0);
  }

  private void distributionPoints(Der der) {
    String what = "invalid CRL distribution point";
    Der points = der.read(Der.SEQUENCE, what + "s").inside();
    while (!points.atEnd()) {
      Der point = points.read(Der.SEQUENCE, what).inside();
      Optional<Der.Value> name = point.optional(Der.constructed(0), what);
      if (name.isPresent()) {
        Der names = name.get().inside().read(Der.constructed(0), what).inside();
        while (names.at(Der.primitive(6))) {
          CertificateJson.list(json, "CRLDistributionPoints").add(names.read(what).text());
        }
      }
    }
  }

  private void authorityInformation(Der der) {
    String what = "invalid authority info access";
    Der list = der.read(Der.SEQUENCE, what).inside();
    while (!list.atEnd()) {
      Der access = list.read(Der.SEQUENCE, what).inside();
      String method = CertificateJson.text(access.identifier(what));
      Optional<Der.Value> location = access.optional(Der.primitive(6), what);
      if (location.isPresent() && method.equals("1.3.6.1.5.5.7.48.1")) {
        CertificateJson.list(json, "OCSPServer").add(location.get().text());
      } else if (location.isPresent() && method.equals("1.3.6.1.5.5.7.48.2")) {
        CertificateJson.list(json, "IssuingCertificateURL").add(location.get().text());
      }
    }
  }

  private void policies(Der der) {
    String what = "invalid certificate policies";
    Der list = der.read(Der.SEQUENCE, what).inside();
    ArrayNode identifiers = json.putArray("PolicyIdentifiers");
    while (!list.atEnd()) {
      List<Long> policy = list.read(Der.SEQUENCE, what).inside().identifier(what);
      identifiers.add(CertificateJson.numbers(policy));
      CertificateJson.list(json, "Policies").add(CertificateJson.text(policy));
    }
  }

  private void policyMappings(Der der) {
    String what = "invalid policy mappings extension";
    Der list = der.read(Der.SEQUENCE, what).inside();
    while (!list.atEnd()) {
      Der mapping = list.read(Der.SEQUENCE, what).inside();
      ObjectNode written = JsonNodeFactory.instance.objectNode();
      written.put("IssuerDomainPolicy", CertificateJson.text(mapping.identifier(what)));
      written.put("SubjectDomainPolicy", CertificateJson.text(mapping.identifier(what)));
      CertificateJson.list(json, "PolicyMappings").add(written);
    }
  }

  private void policyConstraints(Der der) {
    String what = "invalid policy constraints extension";
    Der constraints = der.read(Der.SEQUENCE, what).inside();
    if (constraints.at(Der.primitive(0))) {
      long value = constraints.number(Der.primitive(0), what);
      json.put("RequireExplicitPolicy", value).put("RequireExplicitPolicyZero", value == 0);
    }
    if (constraints.at(Der.primitive(1))) {
      long value = constraints.number(Der.primitive(1), what);
      json.put("InhibitPolicyMapping", value).put("InhibitPolicyMappingZero", value == 0);
    }
  }

  private void extendedUsage(Der der) {
    String what = "invalid extended key usages";
    Der usages = der.read(Der.SEQUENCE, what).inside();
    while (!usages.atEnd()) {
      List<Long> identifier = usages.identifier(what);
      Integer known = USAGES.get(CertificateJson.text(identifier));
      if (known == null) {
        CertificateJson.list(json, "UnknownExtKeyUsage").add(CertificateJson.numbers(identifier));
      } else {
        CertificateJson.list(json, "ExtKeyUsage").add(known);
      }
    }
  }
}
