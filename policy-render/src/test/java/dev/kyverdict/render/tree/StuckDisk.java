package dev.kyverdict.render.tree;

import java.io.IOException;
import java.nio.file.Path;

/** The real disk, which refuses the last move of a writing and then to move one file back. */
final class StuckDisk implements FileOperations {

  private final String stuck;
  private boolean undoing;

  /**
   * @param stuck the name of the file that cannot be moved back
   */
  StuckDisk(String stuck) {
    this.stuck = stuck;
  }

  @Override
  public void move(Path from, Path to) throws IOException {
    boolean isLastMove = !undoing && to.endsWith(OwnFiles.PATH);
    if (isLastMove || (undoing && to.endsWith(stuck))) {
      undoing = true;
      throw new IOException("no more moves");
    }
    DISK.move(from, to);
  }

  @Override
  public void createDirectory(Path directory) throws IOException {
    DISK.createDirectory(directory);
  }

  @Override
  public void write(Path file, byte[] content) throws IOException {
    DISK.write(file, content);
  }

  @Override
  public void copy(Path from, Path to) throws IOException {
    DISK.copy(from, to);
  }

  @Override
  public void copyPermissions(Path from, Path to) throws IOException {
    DISK.copyPermissions(from, to);
  }

  @Override
  public void delete(Path path) throws IOException {
    DISK.delete(path);
  }
}
