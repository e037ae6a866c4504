package dev.kyverdict.cluster.api;

import dev.kyverdict.cluster.types.ResourceType;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * How long a pod may take to go ({@code rest.BeforeDelete} and the pod's {@code
 * CheckGracefulDelete}); anything else goes at once.
 *
 * @param graceful whether the object is marked first
 * @param pending whether it is going already, and nothing changes
 * @param seconds how long it may take
 * @param end when the time is over
 */
record Grace(boolean graceful, boolean pending, long seconds, Instant end) {

  private static final long DEFAULT_SECONDS = 30;

  static Grace of(ResourceType type, JsonNode object, JsonNode options, Instant now) {
    if (!type.storage().equals("/pods")) {
      return new Grace(false, false, 0, now);
    }
    JsonNode given = options.path("gracePeriodSeconds");
    Optional<Long> wanted =
        given.isNumber() ? Optional.of(given.asLong() < 0 ? 1 : given.asLong()) : Optional.empty();
    if (Meta.isGoing(object)) {
      return again(object, wanted, now);
    }
    long seconds = seconds(object, wanted);
    return new Grace(true, false, seconds, now.plusSeconds(seconds));
  }

  /** It is going already: its time can only become shorter. */
  private static Grace again(JsonNode object, Optional<Long> wanted, Instant now) {
    long given = Meta.gracePeriod(object).orElse(0L);
    if (given == 0) {
      return new Grace(false, false, 0, now);
    }
    if (wanted.isEmpty() || wanted.get() >= given) {
      return new Grace(false, true, given, now);
    }
    Instant end =
        Meta.deletionTime(object)
            .orElse(now)
            .minus(Duration.ofSeconds(given))
            .plusSeconds(wanted.get());
    return end.isBefore(now)
        ? new Grace(true, false, wanted.get() == 0 ? 0 : 1, now)
        : new Grace(true, false, wanted.get(), end);
  }

  private static long seconds(JsonNode pod, Optional<Long> wanted) {
    JsonNode spec = pod.path("spec");
    String phase = pod.path("status").path("phase").asString("");
    if (spec.path("nodeName").asString("").isEmpty()
        || phase.equals("Failed")
        || phase.equals("Succeeded")) {
      return 0;
    }
    long seconds =
        wanted.orElse(spec.path("terminationGracePeriodSeconds").asLong(DEFAULT_SECONDS));
    return seconds < 0 ? 1 : seconds;
  }
}
