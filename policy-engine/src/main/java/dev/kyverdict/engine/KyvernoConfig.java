package dev.kyverdict.engine;

import dev.kyverdict.values.Quantity;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/**
 * How Kyverno itself is set up.
 *
 * @param data the data of Kyverno's ConfigMap ({@code resourceFilters}, {@code excludeGroups} …);
 *     empty as if there were no ConfigMap
 * @param clock what time it is
 * @param seed picks where Kyverno is random
 * @param maxApiCallResponse the limit of an answer in bytes
 */
public record KyvernoConfig(
    Map<String, String> data, InstantSource clock, long seed, long maxApiCallResponse) {

  /** Kyverno without a ConfigMap, at the beginning of 2026. */
  public static final KyvernoConfig DEFAULT =
      new KyvernoConfig(
          Map.of(), InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z")), 0, 2_000_000);

  private static final long DEFAULT_CONTEXT_SIZE = 2L * 1024 * 1024;

  /** Copies the map. */
  public KyvernoConfig {
    data = Map.copyOf(data);
  }

  /** The same with another ConfigMap. */
  public KyvernoConfig withData(Map<String, String> value) {
    return new KyvernoConfig(value, clock, seed, maxApiCallResponse);
  }

  /** The same at another time. */
  public KyvernoConfig withClock(InstantSource value) {
    return new KyvernoConfig(data, value, seed, maxApiCallResponse);
  }

  /**
   * {@code maxContextSize}: the limit of a rule's context in bytes; what is no quantity counts as
   * not said ({@code pkg/config/config.go}).
   */
  public long maxContextSize() {
    String text = data.get("maxContextSize");
    return text == null
        ? DEFAULT_CONTEXT_SIZE
        : Quantity.parse(text)
            .map(size -> size.value().setScale(0, RoundingMode.UP).longValue())
            .orElse(DEFAULT_CONTEXT_SIZE);
  }
}
