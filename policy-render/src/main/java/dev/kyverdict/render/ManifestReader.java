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
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads manifests into model values, everything wrong at once. An error is what the API server's
 * schema or Kyverno's decoder refuses; what they drop or ignore without a word is a warning.
 */
public final class ManifestReader {

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
    DocumentKind stated = DocumentKind.of(document.tree());
    DocumentKind kind = stated.name().isEmpty() ? DocumentKind.ofFile(file).orElse(stated) : stated;
    Optional<Kind> known = kind.known(document.tree());
    if (known.isEmpty() || !(document.tree() instanceof ObjectNode tree)) {
      kind.advice().ifPresent(problem -> problems.add(placed(document, problem)));
      other.add(document);
      return;
    }
    Findings findings = new Findings(kind.name() + " '" + name(tree) + "'");
    Optional<? extends Manifest> manifest = read(tree, known.get(), kind.version(), findings);
    findings.problems().stream()
        .map(problem -> placed(document, problem))
        .sorted(BY_PLACE)
        .forEach(problems::add);
    if (!findings.refused()) {
      manifest.ifPresent(value -> documents.add(new Document(value, document)));
    }
  }

  private static String name(ObjectNode tree) {
    return tree.path("metadata").path("name").asString("");
  }

  private static Optional<? extends Manifest> read(
      ObjectNode tree, Kind kind, String version, Findings findings) {
    ObjectNode current = tree.deepCopy();
    if (!version.equals(kind.versions().getFirst())) {
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
