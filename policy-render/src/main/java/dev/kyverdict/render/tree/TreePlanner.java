package dev.kyverdict.render.tree;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Compares a tree with a directory, and finds out what to write or why not to; writes nothing. */
final class TreePlanner {

  private final RenderedTree tree;
  private final Places places;
  private final Set<TreeProblem> problems = new LinkedHashSet<>();
  private final List<FileChange> deletions = new ArrayList<>();
  private final List<FileChange> changes = new ArrayList<>();
  private final List<String> created = new ArrayList<>();
  private final List<String> changed = new ArrayList<>();
  private final List<String> unchanged = new ArrayList<>();
  private final List<String> kustomizations = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final Set<String> rendered;
  private final Set<String> blocked = new TreeSet<>();

  private TreePlanner(RenderedTree tree, Places places) {
    this.tree = tree;
    this.places = places;
    this.rendered = new TreeSet<>(tree.files().stream().map(RenderedFile::path).toList());
  }

  /**
   * Plans the writing of a tree.
   *
   * @throws TreeRefusedException with everything that stands against it
   */
  static TreePlan plan(RenderedTree tree, Places places) {
    return new TreePlanner(tree, places).plan();
  }

  private TreePlan plan() {
    findObstacles(Stream.of(OwnFiles.PATH));
    OwnFiles own = ownFiles();
    List<String> stale =
        own.paths().stream()
            .filter(path -> !rendered.contains(path) && !isHandedOver(path))
            .toList();
    List<KustomizationEdit> edits = KustomizationDrops.edits(tree, stale, places);
    List<String> targets =
        Stream.of(rendered, stale, edits.stream().map(KustomizationEdit::path).toList())
            .flatMap(paths -> paths.stream())
            .distinct()
            .toList();
    findObstacles(targets.stream());
    findTwins(targets);
    tree.files().forEach(file -> planFile(file, own));
    stale.forEach(path -> planDeletion(path, own));
    edits.forEach(this::planKustomization);
    planOwnFiles();
    Stream.concat(deletions.stream(), changes.stream())
        .flatMap(change -> places.writeProtection(change.path()).stream())
        .forEach(problems::add);
    TreeRefusedException.throwIfAny(List.copyOf(problems));
    return new TreePlan(Stream.concat(deletions.stream(), changes.stream()).toList(), summary());
  }

  private WriteSummary summary() {
    List<String> toDeleteByHand =
        tree.retired().stream()
            .filter(places::exists)
            .filter(path -> deletions.stream().noneMatch(change -> change.path().equals(path)))
            .toList();
    return new WriteSummary(
        created,
        changed,
        unchanged,
        deletions.stream().map(FileChange::path).toList(),
        toDeleteByHand,
        kustomizations,
        notes);
  }

  /** A kustomization that we rendered as a whole before and only edit from now on. */
  private boolean isHandedOver(String path) {
    return tree.kustomizations().stream().anyMatch(edit -> edit.path().equals(path));
  }

  private OwnFiles ownFiles() {
    List<TreeProblem> found = new ArrayList<>();
    OwnFiles own =
        read(OwnFiles.PATH)
            .map(content -> OwnFiles.read(content.text(), found))
            .orElseGet(OwnFiles::none);
    problems.addAll(found);
    return own;
  }

  private void findObstacles(Stream<String> paths) {
    paths.forEach(
        path ->
            places
                .obstacle(path)
                .ifPresent(
                    problem -> {
                      blocked.add(path);
                      problems.add(problem);
                    }));
  }

  private void findTwins(List<String> targets) {
    Map<Path, String> seen = new HashMap<>();
    for (String path : targets) {
      if (!blocked.contains(path)) {
        try {
          String twin = seen.putIfAbsent(places.identity(path), path);
          if (twin != null) {
            problem("same-file", path, "is the same file as '" + twin + "'", "undo the link");
          }
        } catch (IOException failure) {
          problem("unreadable", path, "cannot be read: " + failure, "make it readable");
        }
      }
    }
  }

  private Optional<FileContent> read(String path) {
    if (blocked.contains(path)) {
      return Optional.empty();
    }
    try {
      return places.read(path);
    } catch (IOException failure) {
      blocked.add(path);
      problem("unreadable", path, "the file cannot be read: " + failure, "make it readable");
      return Optional.empty();
    }
  }

  private void planFile(RenderedFile file, OwnFiles own) {
    String path = file.path();
    FileContent after = FileContent.of(file.content());
    Optional<FileContent> before = read(path);
    if (blocked.contains(path)) {
      return;
    }
    if (before.isEmpty()) {
      created.add(path);
    } else if (before.get().hasSameLinesAs(after)) {
      unchanged.add(path);
      return;
    } else {
      requireOurs(path, before.get(), own);
      changed.add(path);
    }
    changes.add(new FileChange(path, before, Optional.of(after)));
  }

  private void requireOurs(String path, FileContent before, OwnFiles own) {
    Optional<String> hash = own.hash(path);
    if (hash.isPresent()) {
      requireUnedited(path, before, hash.get());
    } else if (tree.adopts().contains(path)) {
      notes.add(path + ": took the place of a file that was not rendered");
    } else {
      problem(
          "not-ours",
          path,
          "a file is there that was not rendered",
          "rename or delete it, or let it be replaced with --adopt");
    }
  }

  private void requireUnedited(String path, FileContent now, String hash) {
    if (!now.isWhatWasHashed(hash)) {
      problem(
          "edited-by-hand",
          path,
          "the rendered file was edited by hand since",
          "move the edit into the settings or the Java source, delete the file and render again");
    }
  }

  private void planDeletion(String path, OwnFiles own) {
    Optional<FileContent> before = read(path);
    if (before.isPresent()) {
      requireUnedited(path, before.get(), own.hash(path).orElseThrow());
      deletions.add(new FileChange(path, before, Optional.empty()));
    }
  }

  private void planKustomization(KustomizationEdit edit) {
    Optional<FileContent> before = read(edit.path());
    if (blocked.contains(edit.path())) {
      return;
    }
    findRivals(edit);
    findMissingResources(edit);
    switch (KustomizationEditor.edit(edit, before)) {
      case EditOutcome.AsWanted(Optional<String> note) -> note.ifPresent(notes::add);
      case EditOutcome.Refused(List<TreeProblem> reasons) -> problems.addAll(reasons);
      case EditOutcome.Edited(FileContent after) -> {
        kustomizations.add(edit.path());
        changes.add(new FileChange(edit.path(), before, Optional.of(after)));
      }
    }
  }

  private void findRivals(KustomizationEdit edit) {
    KustomizationEdit.FILE_NAMES.stream()
        .map(name -> TreePath.join(edit.directory(), name))
        .filter(path -> !path.equals(edit.path()) && places.exists(path))
        .forEach(
            rival ->
                problem(
                    "kustomization-rival",
                    edit.path(),
                    "'" + rival + "' is there too, and kustomize refuses two",
                    "merge them into one"));
  }

  private void findMissingResources(KustomizationEdit edit) {
    for (String entry : edit.have()) {
      String target = TreePath.normalized(TreePath.join(edit.directory(), entry));
      boolean isDeleted = deletions.stream().anyMatch(d -> d.path().equals(target));
      boolean willBeThere =
          rendered.stream().anyMatch(path -> path.equals(target) || TreePath.isBelow(target, path))
              || (places.exists(target) && !isDeleted);
      if (!willBeThere && !entry.contains(":")) {
        problem(
            "resource-missing",
            edit.path(),
            "entry '" + entry + "' would name a file that is not there",
            "render it, or leave the entry out");
      }
    }
  }

  private void planOwnFiles() {
    FileContent after = FileContent.of(OwnFiles.of(tree.files()).text());
    Optional<FileContent> before = read(OwnFiles.PATH);
    boolean asItShouldBe = before.isPresent() && before.get().hasSameLinesAs(after);
    if (!asItShouldBe && !blocked.contains(OwnFiles.PATH)) {
      changes.add(new FileChange(OwnFiles.PATH, before, Optional.of(after)));
    }
  }

  private void problem(String id, String path, String message, String repair) {
    problems.add(TreeProblem.of(id, path, message, repair));
  }
}
