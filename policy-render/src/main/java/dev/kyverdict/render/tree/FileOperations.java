package dev.kyverdict.render.tree;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;

/** Everything that changes a disk. */
interface FileOperations {

  /** The real disk. */
  FileOperations DISK = new Disk();

  void createDirectory(Path directory) throws IOException;

  /** Writes a file that is not there yet, down to the disk. */
  void write(Path file, byte[] content) throws IOException;

  /** Copies a file with its times and permissions to a place where none is yet. */
  void copy(Path from, Path to) throws IOException;

  /** Gives a file the permissions of another. */
  void copyPermissions(Path from, Path to) throws IOException;

  /** Renames a file; what is at the new name is replaced in the same instant. */
  void move(Path from, Path to) throws IOException;

  /** Deletes a file or an empty directory, if it is there. */
  void delete(Path path) throws IOException;

  /** The file system of this machine. */
  final class Disk implements FileOperations {

    private Disk() {}

    @Override
    public void createDirectory(Path directory) throws IOException {
      Files.createDirectory(directory);
    }

    @Override
    public void write(Path file, byte[] content) throws IOException {
      try (FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        ByteBuffer rest = ByteBuffer.wrap(content);
        while (rest.hasRemaining()) {
          channel.write(rest);
        }
        channel.force(true);
      }
    }

    @Override
    public void copy(Path from, Path to) throws IOException {
      Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
    }

    @Override
    public void copyPermissions(Path from, Path to) throws IOException {
      PosixFileAttributeView view = Files.getFileAttributeView(to, PosixFileAttributeView.class);
      if (view != null) {
        view.setPermissions(Files.readAttributes(from, PosixFileAttributes.class).permissions());
      }
    }

    @Override
    public void move(Path from, Path to) throws IOException {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void delete(Path path) throws IOException {
      Files.deleteIfExists(path);
    }
  }
}
