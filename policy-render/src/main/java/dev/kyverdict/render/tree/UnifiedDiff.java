package dev.kyverdict.render.tree;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Changes as text that a person reads and {@code git apply} applies. */
final class UnifiedDiff {

  private static final String NO_FILE = "/dev/null";
  private static final int CONTEXT = 3;

  private UnifiedDiff() {}

  static String of(List<FileChange> changes) {
    StringBuilder diff = new StringBuilder();
    for (FileChange change : changes) {
      for (String line : lines(change)) {
        diff.append(line).append('\n');
      }
    }
    return diff.toString();
  }

  private static List<String> lines(FileChange change) {
    List<String> before = lines(change.before());
    List<String> after = lines(change.after());
    List<String> diff =
        UnifiedDiffUtils.generateUnifiedDiff(
            change.before().isPresent() ? "a/" + change.path() : NO_FILE,
            change.after().isPresent() ? "b/" + change.path() : NO_FILE,
            before,
            DiffUtils.diff(before, after),
            CONTEXT);
    diff.replaceAll(line -> line.startsWith("@@") ? emptySideAtZero(line) : line);
    return diff;
  }

  /** A side without lines starts at line 0; the library says 1. */
  private static String emptySideAtZero(String header) {
    return header.replace("-1,0 ", "-0,0 ").replace("+1,0 ", "+0,0 ");
  }

  /** The lines without their LF; a last line that has none says so, as in every diff. */
  private static List<String> lines(Optional<FileContent> content) {
    String text = content.map(FileContent::text).orElse("");
    List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
    String rest = lines.removeLast();
    if (!rest.isEmpty()) {
      lines.add(rest + "\n\\ No newline at end of file");
    }
    return lines;
  }
}
