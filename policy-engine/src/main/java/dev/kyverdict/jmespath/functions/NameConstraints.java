package dev.kyverdict.jmespath.functions;

import java.util.Arrays;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** The names that an authority may sign for. */
final class NameConstraints {

  private static final String INVALID = "invalid NameConstraints extension";

  private final ObjectNode json;
  private boolean allKnown = true;

  NameConstraints(ObjectNode json) {
    this.json = json;
  }

  /** Writes them, and says whether Go knows all of their kinds. */
  boolean read(Der der, boolean critical) {
    Der constraints = der.read(Der.SEQUENCE, INVALID).inside();
    Optional<Der.Value> permitted = constraints.optional(Der.constructed(0), INVALID);
    Optional<Der.Value> excluded = constraints.optional(Der.constructed(1), INVALID);
    if (!der.atEnd() || !constraints.atEnd()) {
      throw new Der.MalformedException(INVALID);
    }
    if (isEmpty(permitted) && isEmpty(excluded)) {
      throw new Der.MalformedException("empty name constraints extension");
    }
    permitted.ifPresent(subtrees -> subtrees("Permitted", subtrees.inside()));
    excluded.ifPresent(subtrees -> subtrees("Excluded", subtrees.inside()));
    json.put("PermittedDNSDomainsCritical", critical);
    return allKnown;
  }

  private static boolean isEmpty(Optional<Der.Value> subtrees) {
    return subtrees.isEmpty() || subtrees.get().content().length == 0;
  }

  private void subtrees(String prefix, Der subtrees) {
    while (!subtrees.atEnd()) {
      Der.Value name = subtrees.read(Der.SEQUENCE, INVALID).inside().read(INVALID);
      switch (name.tag() ^ 0x80) {
        case 1 -> CertificateJson.list(json, prefix + "EmailAddresses").add(name.text());
        case 2 -> CertificateJson.list(json, prefix + "DNSDomains").add(name.text());
        case 6 -> CertificateJson.list(json, prefix + "URIDomains").add(name.text());
        case 7 -> range(prefix, name.content());
        default -> allKnown = false;
      }
    }
  }

  private void range(String prefix, byte[] content) {
    int half = content.length / 2;
    if (content.length != 8 && content.length != 32) {
      throw new Der.MalformedException("IP constraint contained value of length " + content.length);
    }
    CertificateJson.list(json, prefix + "IPRanges")
        .addObject()
        .put("IP", new IpAddress(Arrays.copyOf(content, half), "").toString())
        .put("Mask", Arrays.copyOfRange(content, half, content.length));
  }
}
