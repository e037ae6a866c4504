package dev.kyverdict.render.tree;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.snakeyaml.engine.v2.common.ScalarStyle;

/**
 * The {@code resources} of a kustomization and where they stand in its text.
 *
 * @param form how the list is written
 * @param entries its entries in order
 * @param marks of a block list the index of the {@code -} of each entry; of a flow list the index
 *     of each comma
 * @param colon the index after the colon of {@code resources:}
 * @param open of a flow list the index after its bracket
 * @param close of a flow list the index of its closing bracket
 * @param line the line of the key, counted from 1
 * @param oddity why it is safer to let a person edit this list, if it is
 */
record ResourceList(
    Form form,
    List<ResourceEntry> entries,
    List<Integer> marks,
    int colon,
    int open,
    int close,
    int line,
    Optional<String> oddity) {

  /** How a list is written. */
  enum Form {
    /** A line for each entry, which begins with {@code -}. */
    BLOCK,
    /** In brackets. */
    FLOW,
    /** A key without a value. */
    BLANK
  }

  List<String> values() {
    return entries.stream().map(ResourceEntry::value).toList();
  }

  boolean has(String entry) {
    return entries.stream().anyMatch(present -> present.names(entry));
  }

  /** The positions of the entries that name this file. */
  List<Integer> positionsOf(String entry) {
    return IntStream.range(0, entries.size())
        .filter(i -> entries.get(i).names(entry))
        .boxed()
        .toList();
  }

  ResourceEntry last() {
    return entries.getLast();
  }

  /** A new entry as text: quoted as all the others are, else only if need be. */
  String written(String entry) {
    List<ScalarStyle> styles = entries.stream().map(ResourceEntry::style).distinct().toList();
    return ResourceEntry.written(entry, styles.size() == 1 ? styles.getFirst() : ScalarStyle.PLAIN);
  }

  /** The lines from the key to the last entry. */
  String region(String text) {
    int end = form == Form.FLOW ? close : entries.isEmpty() ? colon : last().end();
    return text.substring(TextLines.start(text, colon), TextLines.end(text, end));
  }

  /** The comma that follows an entry of a flow list, if one does. */
  Optional<Integer> commaAfter(int position) {
    return position < marks.size() ? Optional.of(marks.get(position)) : Optional.empty();
  }
}
