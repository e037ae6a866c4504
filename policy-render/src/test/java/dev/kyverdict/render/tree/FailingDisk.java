package dev.kyverdict.render.tree;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The real disk, without waiting for its platters, on which one operation goes wrong. */
final class FailingDisk implements FileOperations {

  /** How an operation goes wrong. */
  enum Fault {
    /** It reports a failure and has done nothing. */
    BEFORE,
    /** It reports a failure although it is done, as a remote disk may. */
    AFTER,
    /** The process is killed before it. */
    KILLED_BEFORE,
    /** The process is killed after it. */
    KILLED_AFTER
  }

  /** The end of the process: nothing of ours catches it. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  private interface Operation {
    void run() throws IOException;
  }

  private final int failing;
  private final Fault fault;
  private int count;

  /**
   * @param failing which operation goes wrong, counted from 1
   */
  FailingDisk(int failing, Fault fault) {
    this.failing = failing;
    this.fault = fault;
  }

  /** A disk on which nothing goes wrong. */
  static FailingDisk never() {
    return new FailingDisk(Integer.MAX_VALUE, Fault.BEFORE);
  }

  /** Whether so many operations were asked for that one went wrong. */
  boolean hasFailed() {
    return count >= failing;
  }

  private void run(Operation operation) throws IOException {
    count++;
    if (count != failing) {
      operation.run();
      return;
    }
    if (fault == Fault.AFTER || fault == Fault.KILLED_AFTER) {
      operation.run();
    }
    if (fault == Fault.KILLED_BEFORE || fault == Fault.KILLED_AFTER) {
      throw new Killed();
    }
    throw new IOException("no space left on device");
  }

  @Override
  public void createDirectory(Path directory) throws IOException {
    run(() -> DISK.createDirectory(directory));
  }

  @Override
  public void write(Path file, byte[] content) throws IOException {
    run(() -> Files.write(file, content, StandardOpenOption.CREATE_NEW));
  }

  @Override
  public void copy(Path from, Path to) throws IOException {
    run(() -> DISK.copy(from, to));
  }

  @Override
  public void copyPermissions(Path from, Path to) throws IOException {
    run(() -> DISK.copyPermissions(from, to));
  }

  @Override
  public void move(Path from, Path to) throws IOException {
    run(() -> DISK.move(from, to));
  }

  @Override
  public void delete(Path path) throws IOException {
    run(() -> DISK.delete(path));
  }
}
