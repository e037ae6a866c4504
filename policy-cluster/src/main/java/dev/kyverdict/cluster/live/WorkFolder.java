package dev.kyverdict.cluster.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** A folder of a cluster's own in the folder for temporary files. */
final class WorkFolder {

  private static final String PREFIX = "kyverdict-live-";

  /** Holds the process id of the owner for as long as the cluster is in use. */
  private static final String OWNER = "owner";

  private WorkFolder() {}

  /** Creates one, and removes those of owners that were killed. */
  static Path create() {
    try {
      Path parent = Path.of(System.getProperty("java.io.tmpdir"));
      sweep(parent);
      Path folder = Files.createTempDirectory(parent, PREFIX);
      Files.writeString(folder.resolve(OWNER), Long.toString(ProcessHandle.current().pid()));
      return folder;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Keeps it, with its logs, for a person to read. */
  static void keep(Path folder) {
    try {
      Files.deleteIfExists(folder.resolve(OWNER));
      remove(folder.resolve("etcd"));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Removes it with all that is in it. */
  static void remove(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static void sweep(Path parent) throws IOException {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, PREFIX + "*")) {
      for (Path folder : folders) {
        if (owner(folder).filter(pid -> ProcessHandle.of(pid).isEmpty()).isPresent()) {
          remove(folder);
        }
      }
    }
  }

  private static Optional<Long> owner(Path folder) {
    try {
      return Optional.of(Long.valueOf(Files.readString(folder.resolve(OWNER)).strip()));
    } catch (IOException | NumberFormatException keptOrStarting) {
      return Optional.empty();
    }
  }
}
