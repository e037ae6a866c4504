package dev.kyverdict.cluster.kyverno;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;

/**
 * Addresses that Kyverno does not connect to: by default those of cloud metadata services, and its
 * own ({@code pkg/toggle/toggle.go}, {@code dialContext} in {@code
 * pkg/engine/apicall/executor.go}).
 */
final class Egress {

  private static final String LOOPBACK = "127.0.0.0/8";

  /** Single addresses, which are ranges of one. */
  private static final List<String> METADATA =
      List.of("169.254.169.254/32", "169.254.169.253/32", "fd00:ec2::254/128", "::1/128");

  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  private Egress() {}

  /** Why a URL is not connected to, as an error beneath HTTP; empty when it is. */
  static Optional<String> refusal(String url) {
    try {
      URI uri = new URI(url);
      String host = Optional.ofNullable(uri.getHost()).orElse("");
      String address = host.replaceAll("^\\[|]$", "");
      String place = host + ":" + port(uri);
      return host.equals("localhost")
          ? Optional.of(
              "connection to "
                  + place
                  + " blocked: localhost resolves into blocked range "
                  + LOOPBACK)
          : range(address)
              .map(
                  range ->
                      "connection to %s blocked: IP %s falls in blocked range %s"
                          .formatted(place, address, range));
    } catch (URISyntaxException noUrl) {
      return Optional.empty();
    }
  }

  private static int port(URI uri) {
    if (uri.getPort() >= 0) {
      return uri.getPort();
    }
    return "https".equals(uri.getScheme()) ? HTTPS : HTTP;
  }

  private static Optional<String> range(String address) {
    if (address.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}")) {
      return Optional.of(LOOPBACK);
    }
    return METADATA.stream().filter(it -> it.startsWith(address + "/")).findFirst();
  }
}
