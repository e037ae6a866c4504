package dev.kyverdict.render.tree;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Everything that one rendering wants of a GitOps directory.
 *
 * @param files the generated files, at least one
 * @param kustomizations what has to be true of other people's kustomizations
 * @param retired files of an older design: they lose their entry in the kustomization and are
 *     reported for deletion, never deleted
 * @param adopts generated files that may take the place of a file we did not write
 */
public record RenderedTree(
    List<RenderedFile> files,
    List<KustomizationEdit> kustomizations,
    List<String> retired,
    Set<String> adopts) {

  private static final String RENAME = "give one of them another name";

  /** Refuses a tree that contradicts itself, with every reason. */
  public RenderedTree {
    files = List.copyOf(files);
    kustomizations = List.copyOf(kustomizations);
    retired = List.copyOf(retired);
    adopts = Set.copyOf(adopts);
    retired.forEach(TreePath::require);
    List<TreeProblem> problems = new ArrayList<>();
    if (files.isEmpty()) {
      problems.add(
          TreeProblem.of(
              "empty-tree",
              ".",
              "a tree without a file would delete every file that was written before",
              "render at least one file"));
    }
    problems.addAll(clashes(files, kustomizations));
    problems.addAll(contradictions(files, kustomizations, retired, adopts));
    TreeRefusedException.throwIfAny(problems);
  }

  /** A tree that takes the place of no file but its own. */
  public RenderedTree(
      List<RenderedFile> files, List<KustomizationEdit> kustomizations, List<String> retired) {
    this(files, kustomizations, retired, Set.of());
  }

  /** The same tree, which may also take the place of existing files at these paths. */
  public RenderedTree adopting(String... paths) {
    Set<String> all = new HashSet<>(adopts);
    all.addAll(List.of(paths));
    return new RenderedTree(files, kustomizations, retired, all);
  }

  /** The same tree, which may take the place of any existing file at one of its paths. */
  public RenderedTree adoptingAll() {
    return adopting(files.stream().map(RenderedFile::path).toArray(String[]::new));
  }

  private static List<TreeProblem> clashes(
      List<RenderedFile> files, List<KustomizationEdit> kustomizations) {
    List<String> paths =
        Stream.concat(
                files.stream().map(RenderedFile::path),
                kustomizations.stream().map(KustomizationEdit::path))
            .toList();
    Set<String> targets = new HashSet<>();
    List<TreeProblem> problems = new ArrayList<>();
    for (String path : paths) {
      if (!targets.add(path)) {
        problems.add(problem("path-twice", path, "is in the tree twice", "write it once"));
      }
    }
    problems.addAll(caseClashes(targets));
    for (String path : targets.stream().sorted().toList()) {
      TreePath.parents(path).stream()
          .filter(targets::contains)
          .map(parent -> "'" + parent + "' is a file of the tree as well")
          .map(message -> problem("path-under-file", path, message, RENAME))
          .forEach(problems::add);
    }
    return problems;
  }

  private static List<TreeProblem> caseClashes(Set<String> paths) {
    List<TreeProblem> problems = new ArrayList<>();
    Map<String, String> spelling = new HashMap<>();
    for (String path : paths.stream().sorted().toList()) {
      for (String place : withParents(path)) {
        String other = spelling.putIfAbsent(place.toLowerCase(Locale.ROOT), place);
        if (other != null && !other.equals(place)) {
          String message =
              "'" + place + "' and '" + other + "' are one file where case does not count";
          problems.add(problem("case-clash", path, message, RENAME));
        }
      }
    }
    return problems;
  }

  private static List<TreeProblem> contradictions(
      List<RenderedFile> files,
      List<KustomizationEdit> kustomizations,
      List<String> retired,
      Set<String> adopts) {
    List<TreeProblem> problems = new ArrayList<>();
    List<String> paths = files.stream().map(RenderedFile::path).toList();
    for (String path : retired) {
      if (paths.contains(path)) {
        problems.add(
            problem("retired-and-rendered", path, "is retired and rendered", "choose one"));
      }
      for (KustomizationEdit edit : kustomizations) {
        if (edit.have().stream().anyMatch(entry -> path.equals(target(edit, entry)))) {
          problems.add(
              problem(
                  "retired-and-listed",
                  path,
                  "is retired and to be listed in " + edit.path(),
                  "choose one"));
        }
      }
    }
    adopts.stream()
        .filter(path -> !paths.contains(path))
        .sorted()
        .map(path -> problem("adopts-unknown", path, "is to be adopted, not rendered", "render it"))
        .forEach(problems::add);
    return problems;
  }

  private static String target(KustomizationEdit edit, String entry) {
    return TreePath.normalized(TreePath.join(edit.directory(), entry));
  }

  private static List<String> withParents(String path) {
    return Stream.concat(TreePath.parents(path).stream(), Stream.of(path)).toList();
  }

  private static TreeProblem problem(String id, String path, String message, String repair) {
    return TreeProblem.of(id, path, message, repair);
  }
}
