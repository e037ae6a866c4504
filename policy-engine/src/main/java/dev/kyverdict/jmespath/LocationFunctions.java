package dev.kyverdict.jmespath;

import dev.kyverdict.jmespath.functions.FunctionException;
import dev.kyverdict.jmespath.functions.GoUrl;
import dev.kyverdict.jmespath.functions.ImageName;
import dev.kyverdict.jmespath.functions.IpAddress;
import dev.kyverdict.values.Semver;
import dev.kyverdict.values.SemverRange;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Functions for images, versions, paths and URLs; Kyverno's {@code functions.go}. */
final class LocationFunctions {

  static final Map<String, Handler> ALL =
      Map.of(
          "image_normalize",
          (arguments, s) -> imageNormalize(arguments[0].stringValue(), s),
          "is_external_url",
          (arguments, s) -> GoValue.of(isExternal(arguments[0].stringValue(), s)),
          "path_canonicalize",
          (arguments, s) -> GoValue.of(cleanPath(arguments[0].stringValue())),
          "semver_compare",
          (arguments, s) ->
              GoValue.of(inRange(arguments[0].stringValue(), arguments[1].stringValue())));

  private static final Semver NO_VERSION = Semver.parse("0.0.0").orElseThrow();

  private LocationFunctions() {}

  private static JsonNode imageNormalize(String image, Surroundings surroundings) {
    try {
      ImageName name =
          ImageName.parse(image, surroundings.defaultRegistry(), surroundings.addDefaultRegistry());
      return GoValue.of(name.toString());
    } catch (FunctionException e) {
      throw FunctionException.of("image_normalize", e.text());
    }
  }

  /** An address decides for itself; a name is internal when one of its addresses is. */
  private static boolean isExternal(String url, Surroundings surroundings) {
    String host = GoUrl.parse(url).hostname();
    Optional<IpAddress> address = IpAddress.parse(host);
    if (address.isPresent()) {
      return !address.get().isInternal();
    }
    List<InetAddress> addresses = surroundings.hosts().addresses(host);
    if (addresses.isEmpty()) {
      throw new FunctionException("lookup " + host + ": no such host");
    }
    return addresses.stream()
        .map(found -> new IpAddress(found.getAddress(), ""))
        .noneMatch(IpAddress::isInternal);
  }

  /** Go's {@code filepath.Join} of one path. */
  private static String cleanPath(String path) {
    if (path.isEmpty()) {
      return "";
    }
    boolean rooted = path.startsWith("/");
    Deque<String> names = new ArrayDeque<>();
    for (String name : path.split("/", -1)) {
      if (name.equals("..")) {
        if (!names.isEmpty() && !names.getLast().equals("..")) {
          names.removeLast();
        } else if (!rooted) {
          names.addLast(name);
        }
      } else if (!name.isEmpty() && !name.equals(".")) {
        names.addLast(name);
      }
    }
    String clean = (rooted ? "/" : "") + String.join("/", names);
    return clean.isEmpty() ? "." : clean;
  }

  /** What is no version counts as 0.0.0. */
  private static boolean inRange(String version, String range) {
    Semver parsed = Semver.parse(version).orElse(NO_VERSION);
    return SemverRange.parse(range)
        .orElseThrow(() -> new FunctionException(SemverRange.problem(range)))
        .matches(parsed);
  }
}
