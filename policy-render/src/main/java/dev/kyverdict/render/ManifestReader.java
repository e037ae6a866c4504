package dev.kyverdict.render;

import dev.kyverdict.model.Manifest;
import dev.kyverdict.model.Problem;
import dev.kyverdict.render.Kinds.Kind;
import dev.kyverdict.render.ReadResult.Document;
import dev.kyverdict.yaml.DuplicateKey;
import dev.kyverdict.yaml.Place;
import dev.kyverdict.yaml.YamlDocument;
import dev.kyverdict.yaml.YamlException;
import dev.kyverdict.yaml.YamlReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads manifests into model values, everything wrong at once. An error is what the API server's
 * schema or Kyverno's decoder refuses; what they drop or ignore without a word is a warning.
 */
public final class ManifestReader {

  private static final List<String> KUSTOMIZATION_FILES =
      List.of("kustomization.yaml", "kustomization.yml", "Kustomization");

  private static final Comparator<PlacedProblem> BY_PLACE =
      Comparator.comparingInt((PlacedProblem problem) -> problem.place().line())
          .thenComparingInt(problem -> problem.place().column());

  private final String file;
  private final List<Document> documents = new ArrayList<>();
  private final List<YamlDocument> other = new ArrayList<>();
  private final List<PlacedProblem> problems = new ArrayList<>();

  private ManifestReader(String file) {
    this.file = file;
  }

  /**
   * Reads a text of any number of documents.
   *
   * @param file what places call it
   */
  public static ReadResult read(String file, String text) {
    ManifestReader reader = new ManifestReader(file);
    try {
      YamlReader.read(file, text).forEach(reader::read);
    } catch (YamlException problem) {
      reader.problems.add(
          new PlacedProblem(
              problem.place(), Problem.error("yaml", "", problem.problem(), problem.repair())));
    }
    return new ReadResult(reader.documents, reader.other, reader.problems);
  }

  private void read(YamlDocument document) {
    document.duplicateKeys().forEach(key -> duplicate(document, key));
    Optional<Kind> kind =
        document.tree() instanceof ObjectNode tree ? kind(tree) : Optional.empty();
    if (kind.isEmpty()) {
      other.add(document);
      return;
    }
    ObjectNode tree = (ObjectNode) document.tree();
    Findings findings = new Findings(kind.get().name() + " '" + name(tree) + "'");
    Optional<? extends Manifest> manifest = read(tree, kind.get(), findings);
    findings.problems().stream()
        .map(problem -> placed(document, problem))
        .sorted(BY_PLACE)
        .forEach(problems::add);
    if (!findings.refused()) {
      manifest.ifPresent(value -> documents.add(new Document(value, document)));
    }
  }

  private static Optional<? extends Manifest> read(ObjectNode tree, Kind kind, Findings findings) {
    ObjectNode current = tree.deepCopy();
    String version = version(tree);
    if (!version.isEmpty() && !version.equals(kind.versions().getFirst())) {
      findings.warning(
          "older-version",
          "/apiVersion",
          "is read as " + kind.apiVersion() + ", as which it is stored",
          "write apiVersion: " + kind.apiVersion());
      OlderPolicy.prune(current, findings);
    }
    return new Fields(current, "", findings, false)
        .read(
            fields -> {
              fields.value("apiVersion");
              fields.value("kind");
              return kind.reader().apply(fields);
            });
  }

  /** The kind of a document, unless the model has no value for it or for what it says. */
  private Optional<Kind> kind(ObjectNode tree) {
    String name = text(tree, "kind");
    if (name.isEmpty() && KUSTOMIZATION_FILES.stream().anyMatch(this::isFile)) {
      return Kinds.of("kustomize.config.k8s.io", "Kustomization");
    }
    String apiVersion = text(tree, "apiVersion");
    boolean core = apiVersion.indexOf('/') < 0;
    String group = core ? "" : apiVersion.substring(0, apiVersion.indexOf('/'));
    return Kinds.of(group, name)
        .filter(kind -> kind.versions().contains(version(tree)))
        .filter(kind -> !kind.name().startsWith("Replication") || isRestic(tree));
  }

  private boolean isFile(String name) {
    return file.equals(name) || file.endsWith("/" + name) || file.endsWith("\\" + name);
  }

  /** The other movers have no model. */
  private static boolean isRestic(ObjectNode tree) {
    JsonNode spec = tree.path("spec");
    return spec.has("restic")
        && List.of("rsync", "rsyncTLS", "rclone", "syncthing", "external").stream()
            .noneMatch(spec::has);
  }

  private static String version(ObjectNode tree) {
    String apiVersion = text(tree, "apiVersion");
    return apiVersion.substring(apiVersion.indexOf('/') + 1);
  }

  private static String name(ObjectNode tree) {
    return text(tree.path("metadata"), "name");
  }

  private static String text(JsonNode node, String name) {
    return node.path(name).isString() ? node.path(name).stringValue() : "";
  }

  private void duplicate(YamlDocument document, DuplicateKey key) {
    String path = Findings.path(key.pointer());
    problems.add(
        new PlacedProblem(
            key.again(),
            Problem.warning(
                "duplicate-key",
                key.pointer(),
                path
                    + " stands twice, first in line "
                    + key.first().line()
                    + "; the last one counts",
                "remove one of them")));
  }

  private static PlacedProblem placed(YamlDocument document, Problem problem) {
    Optional<Place> key =
        problem.id().equals("unknown-field")
            ? document.places().ofKey(problem.pointer())
            : Optional.empty();
    return new PlacedProblem(
        key.orElseGet(() -> document.places().nearest(problem.pointer())), problem);
  }
}
