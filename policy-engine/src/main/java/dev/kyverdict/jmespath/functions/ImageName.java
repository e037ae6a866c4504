package dev.kyverdict.jmespath.functions;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.Locale;

/**
 * The name of an image with its parts; Kyverno's {@code pkg/utils/image/infos.go} and {@code
 * distribution/reference} 0.6.0.
 *
 * @param registry empty for none
 * @param path what follows the registry
 * @param tag empty for none
 * @param digest empty for none
 */
public record ImageName(String registry, String path, String tag, String digest) {

  private static final int MAX_PATH = 255;

  private static final String NAME = "(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])";
  private static final String DOMAIN =
      "(?:" + NAME + "(?:\\." + NAME + ")*|\\[(?:[a-fA-F0-9:]+)\\])(?::[0-9]+)?";
  private static final String COMPONENT = "[a-z0-9]+(?:(?:[._]|__|[-]+)[a-z0-9]+)*";
  private static final String PATH = COMPONENT + "(?:/" + COMPONENT + ")*";
  private static final String TAG = "[\\w][\\w.-]{0,127}";
  private static final String DIGEST =
      "[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*[:][[:xdigit:]]{32,}";

  private static final Pattern REFERENCE =
      Pattern.compile(
          "^((?:" + DOMAIN + "/)?" + PATH + ")(?::(" + TAG + "))?(?:@(" + DIGEST + "))?$");
  private static final Pattern PARTS = Pattern.compile("^(?:(" + DOMAIN + ")/)?(" + PATH + ")$");

  /**
   * Reads the name of an image.
   *
   * @param text the name
   * @param defaultRegistry the registry of a name without one
   * @param add whether that registry becomes part of the name
   * @throws FunctionException with Kyverno's text
   */
  public static ImageName parse(String text, String defaultRegistry, boolean add) {
    String full = namesRegistry(text) ? text : defaultRegistry + "/" + text;
    ImageName name;
    try {
      name = parsed(full);
    } catch (FunctionException e) {
      throw new FunctionException(
          "bad image: %s, defaultRegistry: %s, enableDefaultRegistryMutation: %s: %s"
              .formatted(full, defaultRegistry, add, e.text()));
    }
    boolean keeps = add || full.equals(text);
    String tag = name.digest.isEmpty() && name.tag.isEmpty() ? "latest" : name.tag;
    return withoutRegistry(new ImageName(keeps ? name.registry : "", name.path, tag, name.digest));
  }

  private static boolean namesRegistry(String text) {
    int slash = text.indexOf('/');
    String first = slash < 0 ? "" : text.substring(0, slash);
    return slash >= 0
        && (first.indexOf('.') >= 0
            || first.indexOf(':') >= 0
            || first.equals("localhost")
            || !first.toLowerCase(Locale.ROOT).equals(first));
  }

  /** A first part with an underscore is then taken for the registry. */
  private static ImageName withoutRegistry(ImageName name) {
    int slash = name.path.indexOf('/');
    boolean moves =
        name.registry.isEmpty() && slash >= 0 && name.path.substring(0, slash).indexOf('_') >= 0;
    return moves
        ? new ImageName(
            name.path.substring(0, slash), name.path.substring(slash + 1), name.tag, name.digest)
        : name;
  }

  private static ImageName parsed(String text) {
    Matcher reference = REFERENCE.matcher(text);
    if (!reference.find()) {
      if (text.isEmpty()) {
        throw new FunctionException("repository name must have at least one component");
      }
      if (REFERENCE.matcher(text.toLowerCase(Locale.ROOT)).find()) {
        throw new FunctionException("repository name must be lowercase");
      }
      throw new FunctionException("invalid reference format");
    }
    String name = group(reference, 1);
    Matcher parts = PARTS.matcher(name);
    boolean split = parts.find();
    String path = split ? group(parts, 2) : name;
    if (path.length() > MAX_PATH) {
      throw new FunctionException(
          "repository name must not be more than " + MAX_PATH + " characters");
    }
    String digest = group(reference, 3);
    checkDigest(digest);
    return new ImageName(split ? group(parts, 1) : "", path, group(reference, 2), digest);
  }

  private static String group(Matcher matcher, int number) {
    String group = matcher.group(number);
    return group == null ? "" : group;
  }

  /** {@code opencontainers/go-digest}: three algorithms with their lengths, in lower case. */
  private static void checkDigest(String digest) {
    if (digest.isEmpty()) {
      return;
    }
    int colon = digest.indexOf(':');
    int length =
        switch (digest.substring(0, colon)) {
          case "sha256" -> 64;
          case "sha384" -> 96;
          case "sha512" -> 128;
          default -> 0;
        };
    if (length == 0) {
      throw new FunctionException("unsupported digest algorithm");
    }
    String encoded = digest.substring(colon + 1);
    if (encoded.length() != length) {
      throw new FunctionException("invalid checksum digest length");
    }
    if (!encoded.toLowerCase(Locale.ROOT).equals(encoded)) {
      throw new FunctionException("invalid checksum digest format");
    }
  }

  /** With the digest or else the tag. */
  @Override
  public String toString() {
    String image = registry.isEmpty() ? path : registry + "/" + path;
    return digest.isEmpty() ? image + ":" + tag : image + "@" + digest;
  }
}
