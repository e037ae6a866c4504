package dev.kyverdict.render;

import dev.kyverdict.model.KyvernoPolicy;
import dev.kyverdict.model.Manifest;
import dev.kyverdict.model.Problem;
import dev.kyverdict.model.kube.KubeObject;
import dev.kyverdict.yaml.YamlDocument;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a file holds.
 *
 * @param documents the documents that became values, in order; one with an error is not among them
 * @param other the documents of kinds that the model does not know, as they are
 * @param problems everything wrong, in the order of the documents
 */
public record ReadResult(
    List<Document> documents, List<YamlDocument> other, List<PlacedProblem> problems) {

  /** Copies the lists. */
  public ReadResult {
    documents = List.copyOf(documents);
    other = List.copyOf(other);
    problems = List.copyOf(problems);
  }

  /**
   * A document that became a value.
   *
   * @param manifest the value
   * @param source the document
   */
  public record Document(Manifest manifest, YamlDocument source) {

    /** Everything for which Kyverno or the API server refuse the value, although it can be read. */
    public List<PlacedProblem> refusals() {
      List<Problem> problems =
          switch (manifest) {
            case KyvernoPolicy policy -> policy.problems();
            case KubeObject object -> object.problems();
            default -> List.of();
          };
      return problems.stream().map(this::placed).toList();
    }

    /** A problem of this document, such as a lint finding, with its place in the file. */
    public PlacedProblem placed(Problem problem) {
      return new PlacedProblem(source.places().nearest(problem.pointer()), problem);
    }
  }

  /** The values. */
  public List<Manifest> manifests() {
    return documents.stream().map(Document::manifest).toList();
  }

  /** What makes the file unusable: the errors in it and the values that would be refused. */
  public List<PlacedProblem> errors() {
    return Stream.concat(
            problems.stream(), documents.stream().flatMap(read -> read.refusals().stream()))
        .filter(PlacedProblem::isError)
        .toList();
  }
}
