package dev.kyverdict.chainsaw;

import dev.kyverdict.values.GoDuration;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What holds where a test does not say otherwise: of chainsaw, then of a configuration, a test and
 * a step, each hiding the one before.
 *
 * @param timeouts by operation
 * @param template whether resources may hold expressions
 * @param skipDelete whether everything is left behind
 * @param delayBeforeCleanup how long to wait before
 * @param gracePeriod what the termination grace period of pods becomes
 * @param propagation how deletion spreads
 */
record Defaults(
    Map<String, Duration> timeouts,
    boolean template,
    boolean skipDelete,
    Duration delayBeforeCleanup,
    Optional<Duration> gracePeriod,
    String propagation) {

  /** Chainsaw's own ({@code DefaultTimeouts} of {@code pkg/apis/v1alpha1/types.go}). */
  static final Defaults CHAINSAW =
      new Defaults(
          Map.of(
              "apply", Duration.ofSeconds(5),
              "assert", Duration.ofSeconds(30),
              "cleanup", Duration.ofSeconds(30),
              "delete", Duration.ofSeconds(15),
              "error", Duration.ofSeconds(30),
              "exec", Duration.ofSeconds(5)),
          true,
          false,
          Duration.ZERO,
          Optional.empty(),
          "Background");

  /** Copies the map. */
  Defaults {
    timeouts = Map.copyOf(timeouts);
  }

  /** What holds below a test or a step. */
  Defaults with(JsonNode spec) {
    Map<String, Duration> times = new HashMap<>(timeouts);
    for (Map.Entry<String, JsonNode> entry : spec.path("timeouts").properties()) {
      times.put(entry.getKey(), duration(entry.getValue()).orElse(Duration.ZERO));
    }
    return new Defaults(
        times,
        spec.path("template").asBoolean(template),
        spec.path("skipDelete").asBoolean(skipDelete),
        duration(spec.path("delayBeforeCleanup")).orElse(delayBeforeCleanup),
        duration(spec.path("forceTerminationGracePeriod")).or(() -> gracePeriod),
        spec.path("deletionPropagationPolicy").asString(propagation));
  }

  /** How long an operation may take. */
  Duration timeout(String operation, JsonNode body) {
    return duration(body.path("timeout")).orElse(timeouts.getOrDefault(operation, Duration.ZERO));
  }

  static Optional<Duration> duration(JsonNode text) {
    var nanos = GoDuration.parse(text.asString(""));
    return text.isString() && nanos.isPresent()
        ? Optional.of(Duration.ofNanos(nanos.getAsLong()))
        : Optional.empty();
  }
}
