package dev.kyverdict.render.tree;

import java.nio.file.Path;

/**
 * A checkout of a GitOps repository that trees are written into.
 *
 * <p>Whatever stands against writing is found before the first byte is written, and reported as a
 * whole. Files of ours are remembered in {@code .kyverdict/files}: only those are ever replaced or
 * deleted, and only if nobody has edited them since.
 */
public final class GitOpsDirectory {

  private final Path root;
  private final FileOperations disk;

  /**
   * @param root the directory; it must be there, what is below it is created as needed
   */
  public GitOpsDirectory(Path root) {
    this(root, FileOperations.DISK);
  }

  GitOpsDirectory(Path root, FileOperations disk) {
    this.root = root;
    this.disk = disk;
  }

  /**
   * Writes the tree, all of it or nothing; what is as it should be is not touched.
   *
   * @throws TreeRefusedException with every reason; the directory is then as it was
   */
  public WriteSummary write(RenderedTree tree) {
    Places places = Places.in(root);
    TreePlan plan = TreePlanner.plan(tree, places);
    return plan.summary().withNotes(new TreeTransaction(places, disk).run(plan));
  }

  /**
   * Says what {@link #write} would change, and writes nothing.
   *
   * @throws TreeRefusedException with every reason for which writing would be refused
   */
  public TreeDifference check(RenderedTree tree) {
    TreePlan plan = TreePlanner.plan(tree, Places.in(root));
    return new TreeDifference(UnifiedDiff.of(plan.changes()), plan.summary());
  }
}
