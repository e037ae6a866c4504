package dev.kyverdict.jmespath;

import java.net.InetAddress;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * What functions read besides their arguments.
 *
 * @param clock what time it is
 * @param zone where Kyverno runs; {@code time_now} tells the time there
 * @param random where {@code random} gets its choices
 * @param hosts how {@code is_external_url} finds addresses
 * @param defaultRegistry {@code defaultRegistry} of Kyverno's ConfigMap
 * @param addDefaultRegistry {@code enableDefaultRegistryMutation} of Kyverno's ConfigMap
 */
public record Surroundings(
    InstantSource clock,
    ZoneId zone,
    RandomGenerator random,
    HostLookup hosts,
    String defaultRegistry,
    boolean addDefaultRegistry) {

  /** Kyverno as it is installed: in UTC, without names, with {@code docker.io} for images. */
  public static Surroundings of(InstantSource clock, long seed) {
    return new Surroundings(
        clock,
        ZoneOffset.UTC,
        RandomGeneratorFactory.of("L64X128MixRandom").create(seed),
        HostLookup.NONE,
        "docker.io",
        true);
  }

  /** Finds the addresses of a host. */
  @FunctionalInterface
  public interface HostLookup {

    /** A network in which no name is known. */
    HostLookup NONE = host -> List.of();

    /** All addresses of a host; none when there is no such host. */
    List<InetAddress> addresses(String host);
  }
}
