package dev.kyverdict.world.batch;

import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.Request;
import dev.kyverdict.cluster.Request.Method;
import dev.kyverdict.cluster.actor.Host;
import dev.kyverdict.engine.UserInfo;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * {@code aws s3api list-objects-v2} as the pre-warm uses it.
 *
 * @param host the cluster
 * @param name the bucket
 */
record Bucket(Host host, String name) {

  /** The AWS CLI's standard mode asks three times ({@code max_attempts}) when it is not a 4xx. */
  private static final int ATTEMPTS = 3;

  private static final Pattern TIME =
      Pattern.compile("([-0-9]{10}T[:0-9]{8})(\\.[0-9]+)?(Z|[+]00:00)");
  private static final Pattern SNAPSHOT = Pattern.compile("[0-9a-f]{64}");

  /** An answer that makes no sense. */
  static final class GarbledException extends Exception {
    private static final long serialVersionUID = 1;

    GarbledException(String message) {
      super(message);
    }

    String why() {
      String message = String.valueOf(getMessage());
      return message.substring(0, Math.min(100, message.length()));
    }
  }

  /**
   * One level below a prefix.
   *
   * @param names the names of "folders", sorted
   * @param strays the keys that lie about
   */
  record Level(List<String> names, List<String> strays) {}

  /** A snapshot with the parts of its time that are compared. */
  private record Snapshot(String second, double fraction, String name)
      implements Comparable<Snapshot> {
    @Override
    public int compareTo(Snapshot other) {
      int seconds = second.compareTo(other.second);
      int fractions = seconds != 0 ? seconds : Double.compare(fraction, other.fraction);
      return fractions != 0 ? fractions : name.compareTo(other.name);
    }
  }

  /** What is below a prefix; empty when there is no answer. */
  Optional<JsonNode> list(String prefix, boolean delimiter) {
    String url =
        "http://s3/%s?list-type=2%s%s"
            .formatted(
                name,
                prefix.isEmpty()
                    ? ""
                    : "&prefix=" + URLEncoder.encode(prefix, StandardCharsets.UTF_8),
                delimiter ? "&delimiter=/" : "");
    for (int i = 0; i < ATTEMPTS; i++) {
      Reply reply = host.fetch(Request.of(UserInfo.of("prewarm"), Method.GET, url));
      if (reply instanceof Reply.Answered answered && answered.ok()) {
        return Optional.of(answered.content());
      }
      if (reply.status() >= 400 && reply.status() < 500) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static JsonNode listing(JsonNode answer) throws GarbledException {
    if (!answer.isObject()) {
      throw new GarbledException("not an object");
    }
    boolean truncated = answer.path("IsTruncated").asBoolean(false);
    if (truncated || answer.hasNonNull("NextToken")) {
      throw new GarbledException("not all pages");
    }
    return answer;
  }

  private static String below(JsonNode key, String prefix) throws GarbledException {
    if (!key.isString() || !key.asString().startsWith(prefix)) {
      throw new GarbledException("a key that is not below " + prefix);
    }
    return key.asString().substring(prefix.length());
  }

  static Level level(JsonNode answer, String prefix) throws GarbledException {
    JsonNode listing = listing(answer);
    List<String> strays = new ArrayList<>();
    for (JsonNode entry : listing.path("Contents")) {
      String key = below(entry.path("Key"), prefix);
      if (!key.isEmpty()) {
        strays.add(key);
      }
    }
    if (strays.stream().anyMatch(it -> it.contains("/"))) {
      throw new GarbledException("the store does not heed the delimiter");
    }
    TreeSet<String> names = new TreeSet<>();
    for (JsonNode entry : listing.path("CommonPrefixes")) {
      String folder = below(entry.path("Prefix"), prefix);
      names.add(folder.endsWith("/") ? folder.substring(0, folder.length() - 1) : folder);
    }
    return new Level(List.copyOf(names), strays);
  }

  /** How many objects a listing has. */
  static int size(JsonNode answer) {
    return answer.path("Contents").size();
  }

  /** The name of the newest snapshot; of two in the same instant the one with the greater name. */
  static Optional<String> newest(JsonNode answer, String prefix) throws GarbledException {
    Optional<Snapshot> newest = Optional.empty();
    for (JsonNode entry : listing(answer).path("Contents")) {
      String name = below(entry.path("Key"), prefix);
      if (SNAPSHOT.matcher(name).matches()) {
        String time = entry.path("LastModified").asString("");
        var parts = TIME.matcher(time);
        if (!parts.matches()) {
          throw new GarbledException("a time that is not UTC: " + time);
        }
        String fraction = parts.group(2);
        Snapshot one =
            new Snapshot(
                parts.group(1), fraction == null ? 0 : Double.parseDouble("0" + fraction), name);
        newest = newest.filter(it -> it.compareTo(one) >= 0).or(() -> Optional.of(one));
      }
    }
    return newest.map(Snapshot::name);
  }
}
