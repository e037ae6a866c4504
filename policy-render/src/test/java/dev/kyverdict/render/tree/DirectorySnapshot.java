package dev.kyverdict.render.tree;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a directory looks like, to the last byte, to be compared with what it looks like later. */
final class DirectorySnapshot {

  private DirectorySnapshot() {}

  /** Paths with kind, permissions, time of change and content of everything below the root. */
  static Map<String, String> of(Path root) {
    Map<String, String> seen = new TreeMap<>();
    walk(root, (name, path) -> seen.put(name, describe(path)));
    return seen;
  }

  /** Paths of files with their content. */
  static Map<String, String> contents(Path root) {
    Map<String, String> seen = new TreeMap<>();
    walk(
        root,
        (name, path) -> {
          if (Files.isRegularFile(path)) {
            seen.put(name, content(path));
          }
        });
    return seen;
  }

  /** Makes every file old, so that a change of its time shows. */
  static void age(Path root) {
    walk(
        root,
        (name, path) -> {
          if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            Files.setLastModifiedTime(path, FileTime.fromMillis(1_000_000_000_000L));
          }
        });
  }

  private interface Visit {
    void see(String name, Path path) throws IOException;
  }

  private static void walk(Path root, Visit visit) {
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.toList()) {
        visit.see(root.relativize(path).toString(), path);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String describe(Path path) throws IOException {
    if (Files.isSymbolicLink(path)) {
      return "-> " + Files.readSymbolicLink(path);
    }
    String permissions = PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    return Files.isDirectory(path)
        ? permissions + " directory"
        : permissions + " " + Files.getLastModifiedTime(path) + " " + content(path);
  }

  private static String content(Path path) throws IOException {
    return new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1);
  }
}
