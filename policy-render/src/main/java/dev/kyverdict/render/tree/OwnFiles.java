package dev.kyverdict.render.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The list of the files that we wrote, with the hash of what we wrote: the committed file {@code
 * .kyverdict/files}. A line is {@code <sha256> <path>}, so {@code sha256sum -c .kyverdict/files}
 * checks it.
 */
final class OwnFiles {

  /** Where the list stands in a GitOps directory. */
  static final String PATH = TreePath.OWN_FOLDER + "/files";

  private static final String HEADER =
      "# The files that kyverdict wrote here, and the sha256 of what it wrote.\n"
          + "# Commit this file; do not edit it.\n";
  private static final Pattern LINE = Pattern.compile("([0-9a-f]{64})  (.+)");
  private static final int HASH_LENGTH = 64;

  private final SortedMap<String, String> hashes;

  private OwnFiles(SortedMap<String, String> hashes) {
    this.hashes = hashes;
  }

  static OwnFiles none() {
    return new OwnFiles(new TreeMap<>());
  }

  static OwnFiles of(List<RenderedFile> files) {
    SortedMap<String, String> hashes = new TreeMap<>();
    files.forEach(file -> hashes.put(file.path(), FileContent.of(file.content()).sha256()));
    return new OwnFiles(hashes);
  }

  /** Reads a list; what is not one goes to the problems, each with its line. */
  static OwnFiles read(String text, List<TreeProblem> problems) {
    SortedMap<String, String> hashes = new TreeMap<>();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (!line.isBlank() && !line.startsWith("#")) {
        complaint(line, hashes).map(problem(i + 1)).ifPresent(problems::add);
      }
    }
    return new OwnFiles(hashes);
  }

  private static Optional<String> complaint(String line, SortedMap<String, String> hashes) {
    if (line.startsWith("<<<<<<<") || line.startsWith("=======") || line.startsWith(">>>>>>>")) {
      return Optional.of("has the mark of a merge conflict");
    }
    if (!LINE.matcher(line).matches()) {
      return Optional.of("is not a sha256, two spaces and a path");
    }
    String path = line.substring(HASH_LENGTH + 2);
    Optional<String> badPath = TreePath.complaint(path);
    if (badPath.isPresent()) {
      return Optional.of("names a path that " + badPath.get());
    }
    if (hashes.put(path, line.substring(0, HASH_LENGTH)) != null) {
      return Optional.of("names '" + path + "' a second time");
    }
    return Optional.empty();
  }

  private static Function<String, TreeProblem> problem(int line) {
    return complaint ->
        new TreeProblem(
            "own-list-invalid",
            PATH,
            line,
            "this line " + complaint,
            "restore the file with git, or keep the lines of either side of the merge");
  }

  boolean isEmpty() {
    return hashes.isEmpty();
  }

  List<String> paths() {
    return new ArrayList<>(hashes.keySet());
  }

  Optional<String> hash(String path) {
    return Optional.ofNullable(hashes.get(path));
  }

  /** The list as the text of its file. */
  String text() {
    StringBuilder text = new StringBuilder(HEADER);
    hashes.forEach((path, hash) -> text.append(hash).append("  ").append(path).append('\n'));
    return text.toString();
  }
}
