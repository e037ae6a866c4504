package dev.kyverdict.render.tree;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Carries out the changes of a plan, all or none.
 *
 * <p>First every new file is written beside its target and every old one copied; then they are
 * renamed into place, one atomic step each, so that whoever looks sees a file either as it was or
 * as it will be; then the copies go. A failure before the last step undoes everything in reverse.
 */
final class TreeTransaction {

  /** A step back, and the file it is about. */
  private record Undo(Path file, Step step) {}

  private interface Step {
    void run() throws IOException;
  }

  private final Places places;
  private final FileOperations disk;
  private final Deque<Undo> undos = new ArrayDeque<>();
  private String current = "";

  TreeTransaction(Places places, FileOperations disk) {
    this.places = places;
    this.disk = disk;
  }

  /**
   * Carries out the plan.
   *
   * @return what is worth telling although everything is written
   */
  List<String> run(TreePlan plan) {
    List<String> notes = new ArrayList<>();
    try {
      notes.addAll(sweep());
      for (FileChange change : plan.changes()) {
        current = change.path();
        prepare(change);
      }
      for (FileChange change : plan.changes()) {
        current = change.path();
        commit(change);
      }
    } catch (IOException | RuntimeException failure) {
      TreeRefusedException refused = new TreeRefusedException(rollBack(failure));
      refused.initCause(failure);
      throw refused;
    }
    notes.addAll(tidy(plan.changes()));
    return notes;
  }

  /** Removes what a run that was killed has left behind. */
  private List<String> sweep() throws IOException {
    List<String> notes = new ArrayList<>();
    for (Path leftover : Temporaries.leftBehind(places.target(""))) {
      current = places.path(leftover);
      disk.delete(leftover);
      notes.add(current + ": left behind by an interrupted run, removed");
    }
    return notes;
  }

  private void prepare(FileChange change) throws IOException {
    Path target = places.target(change.path());
    createDirectories(change.path());
    if (change.replaces()) {
      Path old = Temporaries.old(target);
      undos.push(new Undo(target, () -> disk.delete(old)));
      disk.copy(target, old);
      requireUntouched(change, old);
    }
    if (change.after().isPresent()) {
      Path fresh = Temporaries.fresh(target);
      undos.push(new Undo(target, () -> disk.delete(fresh)));
      disk.write(fresh, change.after().get().bytes());
      if (change.replaces()) {
        disk.copyPermissions(target, fresh);
      }
    }
  }

  private void createDirectories(String path) throws IOException {
    for (String parent : TreePath.parents(path)) {
      Path directory = places.target(parent);
      if (!Files.exists(directory)) {
        undos.push(new Undo(directory, () -> disk.delete(directory)));
        disk.createDirectory(directory);
      }
    }
  }

  /** The plan was made from what the file was; another program may have been faster. */
  private static void requireUntouched(FileChange change, Path copy) throws IOException {
    if (!change.before().equals(Optional.of(FileContent.of(Files.readAllBytes(copy))))) {
      throw new IOException("the file was changed by another program just now");
    }
  }

  private void commit(FileChange change) throws IOException {
    Path target = places.target(change.path());
    Path old = Temporaries.old(target);
    Path fresh = Temporaries.fresh(target);
    if (change.deletes()) {
      undos.push(new Undo(target, () -> moveBack(old, target)));
      disk.move(target, old);
      requireUntouched(change, old);
    } else if (change.replaces()) {
      undos.push(new Undo(target, () -> moveBack(old, target)));
      disk.move(fresh, target);
    } else {
      undos.push(new Undo(target, () -> removeIfMoved(fresh, target)));
      disk.move(fresh, target);
    }
  }

  private void moveBack(Path old, Path target) throws IOException {
    if (Files.exists(old)) {
      disk.move(old, target);
    }
  }

  private void removeIfMoved(Path fresh, Path target) throws IOException {
    if (!Files.exists(fresh)) {
      disk.delete(target);
    }
  }

  private List<TreeProblem> rollBack(Exception failure) {
    List<TreeProblem> stuck = undoAll();
    List<TreeProblem> problems = new ArrayList<>();
    problems.add(
        TreeProblem.of(
            "write-failed",
            current,
            (stuck.isEmpty() ? "writing failed, all is as it was: " : "writing failed: ") + failure,
            "repair the cause and render again"));
    problems.addAll(stuck);
    return problems;
  }

  /** Undoes every step in reverse; what cannot be undone is named, and its copy is kept. */
  private List<TreeProblem> undoAll() {
    List<TreeProblem> problems = new ArrayList<>();
    Set<Path> stuck = new HashSet<>();
    for (Undo undo : undos) {
      try {
        if (!stuck.contains(undo.file)) {
          undo.step.run();
        }
      } catch (IOException | RuntimeException failure) {
        stuck.add(undo.file);
        String copy = places.path(Temporaries.old(undo.file));
        problems.add(
            TreeProblem.of(
                "not-put-back",
                places.path(undo.file),
                "could not be put back: " + failure,
                "restore it with git or from '" + copy + "' before rendering again"));
      }
    }
    return problems;
  }

  /** Removes copies and emptied directories; by now nothing of this can fail the writing. */
  private List<String> tidy(List<FileChange> changes) {
    List<String> notes = new ArrayList<>();
    for (FileChange change : changes) {
      Path old = Temporaries.old(places.target(change.path()));
      try {
        if (change.before().isPresent()) {
          disk.delete(old);
        }
        if (change.deletes()) {
          removeEmptied(change.path());
        }
      } catch (IOException | RuntimeException failure) {
        notes.add(change.path() + ": could not tidy up beside it: " + failure);
      }
    }
    return notes;
  }

  private void removeEmptied(String path) throws IOException {
    for (String parent : TreePath.parents(path).reversed()) {
      Path directory = places.target(parent);
      if (Files.isSymbolicLink(directory) || !isEmpty(directory)) {
        return;
      }
      disk.delete(directory);
    }
  }

  private static boolean isEmpty(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.findAny().isEmpty();
    }
  }
}
