package dev.kyverdict.render.tree;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Why a kustomization is left to a person, with the lines that are to be added or removed. */
final class KustomizationComplaints {

  private static final String KUSTOMIZE_GROUP = "kustomize.config.k8s.io/";
  private static final String BY_HAND = "edit it by hand";

  private final KustomizationEdit edit;

  KustomizationComplaints(KustomizationEdit edit) {
    this.edit = edit;
  }

  static boolean isTemplated(String text) {
    return text.contains("{{");
  }

  TreeProblem notUtf8() {
    return problem("kustomization-not-utf8", 0, "the file is not UTF-8 text", "save it as UTF-8");
  }

  TreeProblem unreadable(String text, YamlEngineException failure) {
    int line =
        switch (failure) {
          case MarkedYamlEngineException marked ->
              marked.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
          case ReaderException reader -> lineOf(text, reader.getPosition());
          default -> 0;
        };
    if (isTemplated(text)) {
      return problem(
          "kustomization-templated",
          lineOf(text, text.indexOf("{{")),
          "the file is a template ('{{'), not YAML",
          BY_HAND);
    }
    return problem("kustomization-not-yaml", line, "not YAML: " + reason(failure), "repair it");
  }

  private static int lineOf(String text, int position) {
    return (int) text.codePoints().limit(position).filter(c -> c == '\n').count() + 1;
  }

  private static String reason(YamlEngineException failure) {
    return failure instanceof MarkedYamlEngineException marked
        ? marked.getProblem()
        : String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
  }

  TreeProblem braces() {
    return problem(
        "kustomization-in-braces",
        1,
        "the file is one mapping in braces without resources",
        BY_HAND);
  }

  TreeProblem notEditable() {
    return problem(
        "kustomization-not-editable",
        0,
        "no edit of the text leaves everything else as it is",
        BY_HAND);
  }

  TreeProblem notAList(int line) {
    return problem(
        "kustomization-resources-type",
        line,
        "'resources' is not a list of paths",
        "make it a list");
  }

  /** What about the document as a whole makes it unfit to be edited. */
  Optional<TreeProblem> document(KustomizationOutline outline) {
    if (outline.documentLines().size() > 1) {
      return found(
          "kustomization-documents",
          outline.documentLines().get(1),
          "a second YAML document starts here",
          "make it one document");
    }
    if (!outline.isMapping()) {
      return found("not-a-kustomization", 1, "the file is not a mapping", "make it one");
    }
    List<KustomizationOutline.Pair> resources = outline.pairs("resources");
    if (resources.size() > 1) {
      return found(
          "kustomization-resources-twice",
          outline.line(resources.get(1)),
          "the key 'resources' stands here a second time",
          "merge the two lists");
    }
    List<KustomizationOutline.Pair> merges = outline.pairs("<<");
    if (resources.isEmpty() && !merges.isEmpty()) {
      return found(
          "kustomization-anchors",
          outline.line(merges.getFirst()),
          "'<<' may bring resources of its own",
          BY_HAND);
    }
    return foreign(outline);
  }

  private Optional<TreeProblem> foreign(KustomizationOutline outline) {
    return Stream.concat(
            outline.pairs("apiVersion").stream()
                .filter(p -> !outline.scalar(p).startsWith(KUSTOMIZE_GROUP)),
            outline.pairs("kind").stream()
                .filter(p -> !List.of("Kustomization", "Component").contains(outline.scalar(p))))
        .findFirst()
        .map(
            pair ->
                problem(
                    "not-a-kustomization",
                    outline.line(pair),
                    "'" + outline.scalar(pair) + "' is not a file of kustomize",
                    "choose the kustomization of " + KUSTOMIZE_GROUP + " that lists this folder"));
  }

  /** What about the list makes it unsafe to edit. */
  Optional<TreeProblem> list(String text, ResourceList list) {
    if (list.oddity().isPresent()) {
      String message = "the list of resources " + list.oddity().get();
      return found("kustomization-anchors", list.line(), message, BY_HAND);
    }
    for (ResourceEntry entry : list.entries()) {
      if (entry.oddity().isPresent()) {
        String message = "entry '" + entry.value() + "' of resources " + entry.oddity().get();
        return found("kustomization-anchors", entry.line(), message, BY_HAND);
      }
    }
    String region = list.region(text);
    if (region.contains("\t")) {
      return found("kustomization-tabs", list.line(), "there are tabs in 'resources'", BY_HAND);
    }
    if (isTemplated(region)) {
      String message = "'resources' is a template ('{{')";
      return found("kustomization-templated", list.line(), message, BY_HAND);
    }
    return Optional.empty();
  }

  private Optional<TreeProblem> found(String id, int line, String message, String fix) {
    return Optional.of(problem(id, line, message, fix));
  }

  private TreeProblem problem(String id, int line, String message, String fix) {
    String todo =
        Stream.of(todo("add ", edit.have()), todo("remove ", edit.drop()))
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining(", "));
    String repair = fix + (fix.equals(BY_HAND) ? ": " : "; then, ") + "under resources, " + todo;
    return new TreeProblem(id, edit.path(), line, message, repair);
  }

  private static String todo(String verb, List<String> entries) {
    return entries.isEmpty()
        ? ""
        : entries.stream()
            .map(entry -> "'- " + entry + "'")
            .collect(Collectors.joining(" and ", verb, ""));
  }
}
