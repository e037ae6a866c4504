package dev.kyverdict.engine;

import java.util.Locale;

/**
 * A group, a version and a kind; the group of Kubernetes' core is empty.
 *
 * @param group {@code group}
 * @param version {@code version}
 * @param kind {@code kind}
 */
public record ResourceKind(String group, String version, String kind) {

  /** Of an {@code apiVersion} and a {@code kind}. */
  public static ResourceKind of(String apiVersion, String kind) {
    int slash = apiVersion.indexOf('/');
    return slash < 0
        ? new ResourceKind("", apiVersion, kind)
        : new ResourceKind(apiVersion.substring(0, slash), apiVersion.substring(slash + 1), kind);
  }

  /**
   * The plural under which an API server serves the kind, as apimachinery guesses it; of
   * Kubernetes' own kinds only Endpoints is an exception.
   */
  public String plural() {
    String singular = kind.toLowerCase(Locale.ROOT);
    if (singular.isEmpty() || singular.equals("endpoints")) {
      return singular;
    }
    return switch (singular.charAt(singular.length() - 1)) {
      case 's' -> singular + "es";
      case 'y' -> singular.substring(0, singular.length() - 1) + "ies";
      default -> singular + "s";
    };
  }

  /** {@code apiVersion}. */
  public String apiVersion() {
    return group.isEmpty() ? version : group + "/" + version;
  }
}
