package dev.kyverdict.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.conformance.RoundTripCorpus.Policy;
import dev.kyverdict.referee.Project;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Every policy of the public suites is read, rendered and read again: to an equal value, to the
 * same text, and to a tree that says what the original says.
 */
class RoundTripTest {

  private static final int PERCENT = 99;

  @Test
  void policies_of_kyvernos_catalogue_make_the_round_trip() {
    Path root = Project.shared("conformance/kyverno-policies");

    makesTheRoundTrip(new RoundTripCorpus("kyverno-policies", root), 200);
  }

  @Test
  void policies_of_kyvernos_cli_tests_make_the_round_trip() {
    makesTheRoundTrip(new RoundTripCorpus("test/cli", module("cli")), 100);
  }

  @Test
  void policies_of_kyvernos_conformance_tests_make_the_round_trip() {
    makesTheRoundTrip(new RoundTripCorpus("test/conformance", module("conformance")), 500);
  }

  private static Path module(String folder) {
    Optional<Path> found = RoundTripCorpus.ofKyvernoModule(folder);
    Project.requireFromTools(found.isPresent(), "the module github.com/kyverno/kyverno v1.19.1");
    return found.orElseThrow();
  }

  private static void makesTheRoundTrip(RoundTripCorpus corpus, int atLeast) {
    List<Policy> all = corpus.policies();
    List<Policy> policies = all.stream().filter(policy -> !policy.isFragment()).toList();
    RoundTrip trip = RoundTrip.ofKyverno(Project.shared("crds/kyverno"));

    Map<String, String> failures = new TreeMap<>();
    policies.forEach(
        policy -> trip.failure(policy).ifPresent(reason -> failures.put(policy.id(), reason)));

    int passed = policies.size() - failures.size();
    System.out.printf(
        "%s: round trip %d of %d; %d fragments without rules left out%n",
        corpus.name(), passed, policies.size(), all.size() - policies.size());
    assertThat(failures)
        .as("exceptions of %s, which src/test/resources/round-trip/exceptions.txt lists", corpus)
        .isEqualTo(RoundTripExceptions.of(corpus.name()));
    assertThat(policies).hasSizeGreaterThan(atLeast);
    assertThat(100 * passed).isGreaterThanOrEqualTo(PERCENT * policies.size());
  }
}
