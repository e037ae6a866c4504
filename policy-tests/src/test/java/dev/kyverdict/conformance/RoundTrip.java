package dev.kyverdict.conformance;

import dev.kyverdict.conformance.RoundTripCorpus.Policy;
import dev.kyverdict.model.Manifest;
import dev.kyverdict.render.ManifestReader;
import dev.kyverdict.render.Manifests;
import dev.kyverdict.render.ReadResult;
import dev.kyverdict.render.ReadResult.Document;
import dev.kyverdict.yaml.Place;
import dev.kyverdict.yaml.YamlReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;

/**
 * From text to a value and back, twice.
 *
 * @param clusterPolicies what the API server makes of a ClusterPolicy
 * @param policies what it makes of a Policy
 */
record RoundTrip(RoundTripCrd clusterPolicies, RoundTripCrd policies) {

  private static final Map<Path, RoundTrip> KNOWN = new ConcurrentHashMap<>();

  /** By the definitions in a folder, which take a second to read. */
  static RoundTrip ofKyverno(Path crds) {
    return KNOWN.computeIfAbsent(crds, RoundTrip::read);
  }

  private static RoundTrip read(Path crds) {
    return new RoundTrip(
        RoundTripCrd.of(crds.resolve("kyverno.io_clusterpolicies.yaml"), "v1"),
        RoundTripCrd.of(crds.resolve("kyverno.io_policies.yaml"), "v1"));
  }

  /** Why a policy does not make the round trip. */
  Optional<String> failure(Policy policy) {
    ReadResult read = ManifestReader.read("policy.yaml", policy.text());
    Optional<Manifest> value =
        read.documents().stream()
            .filter(document -> line(document) == policy.source().places().nearest("").line())
            .map(Document::manifest)
            .findFirst();
    return value
        .map(manifest -> failure(manifest, policy))
        .orElseGet(() -> Optional.of("refused: " + firstError(read, policy)));
  }

  private static int line(Document document) {
    return document.source().places().nearest("").line();
  }

  private static String firstError(ReadResult read, Policy policy) {
    Place start = policy.source().places().nearest("");
    return read.problems().stream()
        .filter(problem -> problem.isError() && problem.place().line() >= start.line())
        .map(problem -> problem.problem().message())
        .findFirst()
        .orElse("no error is reported");
  }

  private Optional<String> failure(Manifest value, Policy policy) {
    String text = Manifests.yaml(List.of(value), RoundTrip.class);
    ReadResult again = ManifestReader.read("rendered.yaml", text);
    if (!again.problems().isEmpty()) {
      return Optional.of("rendered with problems: " + again.problems().getFirst());
    }
    if (!again.manifests().equals(List.of(value))) {
      return Optional.of("reads as another value");
    }
    if (!Manifests.yaml(again.manifests(), RoundTrip.class).equals(text)) {
      return Optional.of("renders to another text");
    }
    JsonNode rendered = YamlReader.readOne("rendered.yaml", text).tree();
    RoundTripCrd crd = policy.kind().equals("Policy") ? policies : clusterPolicies;
    return difference("", crd.normalised(policy.source().tree()), crd.normalised(rendered));
  }

  /** The first place in which two trees differ. */
  private static Optional<String> difference(String pointer, JsonNode left, JsonNode right) {
    if (left.equals(right)) {
      return Optional.empty();
    }
    if (left.isObject() && right.isObject()) {
      for (String name : left.propertyNames()) {
        Optional<String> below =
            difference(pointer + "/" + name, left.path(name), right.path(name));
        if (below.isPresent()) {
          return below;
        }
      }
    }
    if (left.isArray() && left.size() == right.size()) {
      for (int i = 0; i < left.size(); i++) {
        Optional<String> below = difference(pointer + "/" + i, left.get(i), right.get(i));
        if (below.isPresent()) {
          return below;
        }
      }
    }
    return Optional.of("says something else at " + pointer + ": " + right + ", not " + left);
  }
}
