package dev.kyverdict.render.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A file that goes, or is to go, must leave the kustomization that lists it: otherwise kustomize
 * refuses the whole folder.
 */
final class KustomizationDrops {

  private KustomizationDrops() {}

  /**
   * The edits that the tree asks for, and those that its retired and stale files make necessary: in
   * the tree's own edits, and in a kustomization beside the file.
   */
  static List<KustomizationEdit> edits(RenderedTree tree, List<String> stale, Places places) {
    List<KustomizationEdit> edits = new ArrayList<>(tree.kustomizations());
    List<String> leaving = Stream.concat(tree.retired().stream(), stale.stream()).toList();
    for (String file : leaving) {
      edits.replaceAll(
          edit ->
              TreePath.isBelow(edit.directory(), file) && !wants(edit, file)
                  ? edit.dropping(TreePath.relative(edit.directory(), file))
                  : edit);
      String directory = TreePath.directory(file);
      KustomizationEdit.FILE_NAMES.stream()
          .map(name -> TreePath.join(directory, name))
          .filter(path -> isSomebodyElses(path, tree, stale, edits) && places.exists(path))
          .map(path -> new KustomizationEdit(path, List.of(), List.of(TreePath.name(file))))
          .forEach(edits::add);
    }
    return edits;
  }

  private static boolean wants(KustomizationEdit edit, String file) {
    return edit.have().stream()
        .anyMatch(e -> file.equals(TreePath.normalized(TreePath.join(edit.directory(), e))));
  }

  private static boolean isSomebodyElses(
      String path, RenderedTree tree, List<String> stale, List<KustomizationEdit> edits) {
    return tree.files().stream().noneMatch(file -> file.path().equals(path))
        && !stale.contains(path)
        && edits.stream().noneMatch(edit -> edit.path().equals(path));
  }
}
