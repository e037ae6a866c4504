package dev.kyverdict.render.tree;

import java.util.List;
import java.util.stream.Stream;

/**
 * What writing a tree did, or would do; paths are sorted.
 *
 * @param created generated files that were not there
 * @param changed generated files with new content
 * @param unchanged generated files that were left alone
 * @param deleted files that an earlier rendering wrote and this one does not have
 * @param toDeleteByHand retired files that are still there: theirs who wrote them
 * @param kustomizations kustomizations that were edited or created
 * @param notes anything else worth a line
 */
public record WriteSummary(
    List<String> created,
    List<String> changed,
    List<String> unchanged,
    List<String> deleted,
    List<String> toDeleteByHand,
    List<String> kustomizations,
    List<String> notes) {

  /** Sorts the paths and copies the lists. */
  public WriteSummary {
    created = created.stream().sorted().toList();
    changed = changed.stream().sorted().toList();
    unchanged = unchanged.stream().sorted().toList();
    deleted = deleted.stream().sorted().toList();
    toDeleteByHand = toDeleteByHand.stream().sorted().toList();
    kustomizations = kustomizations.stream().sorted().toList();
    notes = List.copyOf(notes);
  }

  /** The same summary with more notes. */
  WriteSummary withNotes(List<String> more) {
    return new WriteSummary(
        created,
        changed,
        unchanged,
        deleted,
        toDeleteByHand,
        kustomizations,
        Stream.concat(notes.stream(), more.stream()).toList());
  }
}
