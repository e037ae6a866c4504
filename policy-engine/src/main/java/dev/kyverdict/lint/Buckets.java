package dev.kyverdict.lint;

import static dev.kyverdict.lint.VolSyncLint.BUCKET_MISMATCH;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The bucket that a script lists, and the buckets that repositories name. */
final class Buckets {

  private static final Pattern REPOSITORY =
      Pattern.compile("s3:(https?://[^/\\s]+)/([^/\\s]+)(?:/.*)?", Pattern.DOTALL);

  private Buckets() {}

  /** Where something lies: an endpoint and a bucket, each as far as it is known. */
  private record Place(Optional<String> endpoint, Optional<String> bucket) {

    boolean differsFrom(Place other) {
      return differ(endpoint, other.endpoint) || differ(bucket, other.bucket);
    }

    private static boolean differ(Optional<String> one, Optional<String> other) {
      return one.isPresent() && other.isPresent() && !one.equals(other);
    }

    @Override
    public String toString() {
      return endpoint.map(text -> text + "/").orElse("") + bucket.orElse("");
    }
  }

  static void check(ManifestSet set) {
    List<Place> listed =
        Stream.of("CronJob", "Job")
            .flatMap(set::objects)
            .flatMap(object -> PodTemplates.containers(object).stream())
            .map(container -> listed(container.node().path("env")))
            .filter(place -> place.bucket().isPresent())
            .toList();
    for (ObjectView object : set.objects()) {
      Credentials.of(object)
          .ifPresent(
              secret -> secret.entries().forEach(entry -> entry(set, object, entry, listed)));
    }
  }

  private static void entry(
      ManifestSet set, ObjectView object, Credentials.Entry entry, List<Place> listed) {
    Matcher matcher = REPOSITORY.matcher(entry.text());
    if (!entry.key().startsWith(Repositories.REPOSITORY) || !matcher.matches()) {
      return;
    }
    Place written = new Place(known(matcher.group(1)), known(matcher.group(2)));
    listed.stream()
        .filter(written::differsFrom)
        .findFirst()
        .ifPresent(
            place ->
                set.report(
                    object,
                    BUCKET_MISMATCH,
                    entry.field(),
                    "backups go to " + written + ", and the script lists " + place,
                    "use one endpoint and one bucket"));
  }

  private static Place listed(JsonNode env) {
    return new Place(value(env, "AWS_ENDPOINT_URL(_S3)?"), value(env, "(S3_|AWS_)?BUCKET"));
  }

  private static Optional<String> value(JsonNode env, String name) {
    return env.valueStream()
        .filter(variable -> variable.path("name").asString("").matches(name))
        .map(variable -> variable.path("value").asString(""))
        .flatMap(value -> known(value.replaceFirst("/$", "")).stream())
        .findFirst();
  }

  private static Optional<String> known(String text) {
    return text.isEmpty() || text.contains("{{") || text.contains("$(")
        ? Optional.empty()
        : Optional.of(text);
  }
}
