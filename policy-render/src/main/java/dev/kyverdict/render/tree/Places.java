package dev.kyverdict.render.tree;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Looks at a GitOps directory; changes nothing. */
final class Places {

  private static final Set<PosixFilePermission> WRITE =
      Set.of(
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_WRITE);

  private final Path root;

  /**
   * @param root the directory, free of symbolic links
   */
  private Places(Path root) {
    this.root = root;
  }

  /** Looks into a directory that must be there. */
  static Places in(Path directory) {
    try {
      if (Files.isDirectory(directory)) {
        return new Places(directory.toRealPath());
      }
    } catch (IOException failure) {
      throw refused("directory-unreadable", directory, "cannot be read: " + failure.getMessage());
    }
    throw Files.exists(directory)
        ? refused("not-a-directory", directory, "is a file, not a directory")
        : refused("directory-missing", directory, "does not exist");
  }

  private static TreeRefusedException refused(String id, Path directory, String complaint) {
    return new TreeRefusedException(
        List.of(
            TreeProblem.of(
                id,
                directory.toString(),
                "directory '" + directory + "' " + complaint,
                "name the checkout of the GitOps repository, or create the directory")));
  }

  Path target(String path) {
    return root.resolve(path);
  }

  /** The inverse of {@link #target}. */
  String path(Path target) {
    return root.relativize(target).toString().replace('\\', '/');
  }

  boolean exists(String path) {
    return Files.exists(target(path), NOFOLLOW_LINKS);
  }

  /** The bytes of a file without obstacles; empty if it is not there. */
  Optional<FileContent> read(String path) throws IOException {
    return exists(path)
        ? Optional.of(FileContent.of(Files.readAllBytes(target(path))))
        : Optional.empty();
  }

  /** The same for every path that leads to this file, also through a linked directory. */
  Path identity(String path) throws IOException {
    Path above = target(path).getParent();
    while (above != null && !Files.exists(above)) {
      above = above.getParent();
    }
    Path existing = above == null ? root : above;
    return existing.toRealPath().resolve(existing.relativize(target(path)));
  }

  /** The first thing on the way that keeps a regular file from being at this path. */
  Optional<TreeProblem> obstacle(String path) {
    for (String parent : TreePath.parents(path)) {
      Path place = target(parent);
      if (!Files.exists(place, NOFOLLOW_LINKS)) {
        return caseClash(parent);
      }
      if (Files.isSymbolicLink(place)) {
        Optional<TreeProblem> astray = astray(parent);
        if (astray.isPresent()) {
          return astray;
        }
      }
      if (!Files.isDirectory(place)) {
        return problem(
            "file-in-the-way", parent, "a file is where a directory is needed", "rename it");
      }
      Optional<TreeProblem> clash = caseClash(parent);
      if (clash.isPresent()) {
        return clash;
      }
    }
    return obstacleAt(path);
  }

  private Optional<TreeProblem> obstacleAt(String path) {
    Path place = target(path);
    if (Files.isSymbolicLink(place)) {
      return problem(
          "symbolic-link",
          path,
          "it is a symbolic link, and writing would replace the link",
          "put a regular file in its place, or delete the link");
    }
    if (Files.isDirectory(place)) {
      return problem(
          "directory-in-the-way", path, "a directory is where a file is needed", "rename it");
    }
    if (Files.exists(place) && !Files.isRegularFile(place)) {
      return problem("not-a-file", path, "it is not a regular file", "remove it");
    }
    return caseClash(path);
  }

  private Optional<TreeProblem> astray(String link) {
    return whereto(target(link))
        .flatMap(
            whereto ->
                problem(
                    "leaves-directory",
                    link,
                    "it is a symbolic link " + whereto,
                    "put a directory in its place, or choose another GitOps directory"));
  }

  /** Where a link leads, if it leads to a place that is not for us. */
  private Optional<String> whereto(Path link) {
    Optional<Path> real = realPath(link);
    if (real.isEmpty()) {
      return Optional.of("to nothing");
    }
    if (!real.get().startsWith(root)) {
      return Optional.of("to '" + real.get() + "', outside of the tree");
    }
    String inside = path(real.get());
    return TreePath.leadsToReserved(inside)
        ? Optional.of("into the reserved folder '" + inside + "'")
        : Optional.empty();
  }

  private static Optional<Path> realPath(Path path) {
    try {
      return Optional.of(path.toRealPath());
    } catch (IOException dangling) {
      return Optional.empty();
    }
  }

  /** A neighbour whose name differs in case only, where this name itself is not there. */
  private Optional<TreeProblem> caseClash(String path) {
    String name = TreePath.name(path);
    List<String> neighbours = names(target(path).getParent());
    if (neighbours.contains(name)) {
      return Optional.empty();
    }
    return neighbours.stream()
        .filter(name::equalsIgnoreCase)
        .findFirst()
        .flatMap(
            other ->
                problem(
                    "case-clash",
                    path,
                    "'" + other + "' is there, which is one file where case does not count",
                    "rename '" + other + "' or delete it"));
  }

  private static List<String> names(@Nullable Path directory) {
    if (directory == null) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.map(entry -> String.valueOf(entry.getFileName())).toList();
    } catch (IOException noDirectory) {
      return List.of();
    }
  }

  /** What keeps an existing file from being replaced, or a new one from being created. */
  Optional<TreeProblem> writeProtection(String path) {
    if (exists(path) && isReadOnly(target(path))) {
      return problem("read-only", path, "the file is read-only", "make it writable");
    }
    String directory = TreePath.directory(path);
    while (!directory.isEmpty() && !exists(directory)) {
      directory = TreePath.directory(directory);
    }
    return isReadOnly(target(directory))
        ? problem(
            "read-only",
            directory.isEmpty() ? "." : directory,
            "the directory is read-only",
            "make it writable")
        : Optional.empty();
  }

  /** Also true for root, whom permissions do not stop: a file without any is not to be written. */
  private static boolean isReadOnly(Path path) {
    PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
    try {
      return !Files.isWritable(path)
          || (view != null
              && view.readAttributes().permissions().stream().noneMatch(WRITE::contains));
    } catch (IOException unknown) {
      return true;
    }
  }

  private static Optional<TreeProblem> problem(
      String id, String path, String message, String repair) {
    return Optional.of(TreeProblem.of(id, path, message, repair));
  }
}
