package dev.kyverdict.render.tree;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/** The files that stand beside a target for as long as it is being written. */
final class Temporaries {

  private static final String FRESH = ".kyverdict-new";
  private static final String OLD = ".kyverdict-old";

  private Temporaries() {}

  /** Where the new content waits. */
  static Path fresh(Path target) {
    return beside(target, FRESH);
  }

  /** Where the old content is kept. */
  static Path old(Path target) {
    return beside(target, OLD);
  }

  private static Path beside(Path target, String suffix) {
    return target.resolveSibling("." + target.getFileName() + suffix);
  }

  /** What a run that was killed has left behind, anywhere below the root. */
  static List<Path> leftBehind(Path root) throws IOException {
    List<Path> found = new ArrayList<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            return directory.endsWith(".git")
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile() && isTemporary(file)) {
              found.add(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path unreadable, IOException failure) {
            return FileVisitResult.CONTINUE;
          }
        });
    return found;
  }

  private static boolean isTemporary(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.startsWith(".") && (name.endsWith(FRESH) || name.endsWith(OLD));
  }
}
