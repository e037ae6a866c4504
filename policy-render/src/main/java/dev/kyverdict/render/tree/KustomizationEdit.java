package dev.kyverdict.render.tree;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What has to be true of the {@code resources} of a kustomization that belongs to somebody else.
 *
 * @param path the {@code kustomization.yaml}, relative to the tree's root
 * @param have entries that must be there, relative to the kustomization's own folder
 * @param drop entries that must not be there
 */
public record KustomizationEdit(String path, List<String> have, List<String> drop) {

  /** The names under which kustomize looks for its file. */
  static final List<String> FILE_NAMES =
      List.of("kustomization.yaml", "kustomization.yml", "Kustomization");

  /** Checks names and entries, and copies the lists. */
  public KustomizationEdit {
    TreePath.require(path);
    have = List.copyOf(have);
    drop = List.copyOf(drop);
    TreeRefusedException.throwIfAny(problems(path, have, drop));
  }

  private static List<TreeProblem> problems(String path, List<String> have, List<String> drop) {
    List<TreeProblem> problems = new ArrayList<>();
    if (!FILE_NAMES.contains(TreePath.name(path))) {
      problems.add(
          TreeProblem.of(
              "kustomization-name",
              path,
              "kustomize does not look for a file of this name",
              "name it kustomization.yaml"));
    }
    Set<String> seen = new HashSet<>();
    for (String entry : Stream.concat(have.stream(), drop.stream()).toList()) {
      if (isUnfit(entry)) {
        problems.add(
            TreeProblem.of(
                "kustomization-entry",
                path,
                "'" + entry + "' is not an entry of resources",
                "use a relative path such as claim.yaml or ../base"));
      } else if (!seen.add(TreePath.normalized(entry))) {
        problems.add(
            TreeProblem.of(
                "kustomization-entry-twice",
                path,
                "entry '" + entry + "' is asked for twice",
                "name it once, either to have or to drop"));
      }
    }
    return problems;
  }

  private static boolean isUnfit(String entry) {
    return entry.isBlank()
        || !entry.equals(entry.strip())
        || entry.startsWith("/")
        || entry.chars().anyMatch(c -> c < ' ' || c > '~');
  }

  /** The folder that the entries are relative to. */
  String directory() {
    return TreePath.directory(path);
  }

  /** The same edit, with one more entry to drop. */
  KustomizationEdit dropping(String entry) {
    if (drop.stream().map(TreePath::normalized).toList().contains(TreePath.normalized(entry))) {
      return this;
    }
    return new KustomizationEdit(
        path, have, Stream.concat(drop.stream(), Stream.of(entry)).toList());
  }
}
