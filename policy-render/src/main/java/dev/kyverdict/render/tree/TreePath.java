package dev.kyverdict.render.tree;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Paths inside a tree: relative, {@code /}-separated text, the same on every system. */
final class TreePath {

  /** Our own folder in a GitOps directory; nothing rendered may stand in it. */
  static final String OWN_FOLDER = ".kyverdict";

  private static final String FORBIDDEN = "\\:*?\"<>|";
  private static final int LONGEST_NAME = 200;

  private TreePath() {}

  /** Refuses what is not a path inside the tree. */
  static void require(String path) {
    complaint(path)
        .ifPresent(
            complaint -> {
              throw new TreeRefusedException(
                  List.of(
                      TreeProblem.of(
                          "path-invalid",
                          path,
                          "path '" + path + "' " + complaint,
                          "use a relative path such as infrastructure/storage/claim.yaml")));
            });
  }

  /** What is wrong with the path, if anything. */
  static Optional<String> complaint(String path) {
    if (path.isEmpty()) {
      return Optional.of("is empty");
    }
    if (path.startsWith("/")) {
      return Optional.of("is absolute");
    }
    Optional<Character> forbidden =
        path.chars().mapToObj(c -> (char) c).filter(TreePath::isForbidden).findFirst();
    if (forbidden.isPresent()) {
      return Optional.of("has the character " + printable(forbidden.get()));
    }
    return List.of(path.split("/", -1)).stream()
        .flatMap(segment -> segmentComplaint(segment).stream())
        .findFirst();
  }

  private static boolean isForbidden(char c) {
    return c < ' ' || c > '~' || FORBIDDEN.indexOf(c) >= 0;
  }

  private static String printable(char c) {
    return c > ' ' && c <= '~' ? "'" + c + "'" : String.format(Locale.ROOT, "U+%04X", (int) c);
  }

  private static Optional<String> segmentComplaint(String segment) {
    if (segment.isEmpty()) {
      return Optional.of("has an empty part");
    }
    if (segment.equals(".") || segment.equals("..")) {
      return Optional.of("has the part '" + segment + "'");
    }
    if (segment.startsWith(" ") || segment.endsWith(" ") || segment.endsWith(".")) {
      return Optional.of("has the part '" + segment + "' with a space or dot at its edge");
    }
    if (isReserved(segment)) {
      return Optional.of("lies in the reserved folder '" + segment + "'");
    }
    if (segment.length() > LONGEST_NAME) {
      return Optional.of("has a part of more than " + LONGEST_NAME + " characters");
    }
    return Optional.empty();
  }

  /** Whether a path leads into git's folder or ours. */
  static boolean leadsToReserved(String path) {
    return List.of(path.split("/", -1)).stream().anyMatch(TreePath::isReserved);
  }

  private static boolean isReserved(String segment) {
    return segment.equalsIgnoreCase(".git") || segment.equalsIgnoreCase(OWN_FOLDER);
  }

  /** The folder that a path stands in, {@code ""} for the root. */
  static String directory(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }

  /** The last part of a path. */
  static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** A path below a folder; the folder {@code ""} is the root. */
  static String join(String directory, String entry) {
    return directory.isEmpty() ? entry : directory + "/" + entry;
  }

  /** Every folder above a path, from the outermost inwards, without the root. */
  static List<String> parents(String path) {
    List<String> parents = new ArrayList<>();
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      parents.add(path.substring(0, slash));
    }
    return parents;
  }

  /** Whether the path stands somewhere below the folder; everything is below {@code ""}. */
  static boolean isBelow(String directory, String path) {
    return directory.isEmpty() || path.startsWith(directory + "/");
  }

  /** The path as seen from a folder above it. */
  static String relative(String directory, String path) {
    return directory.isEmpty() ? path : path.substring(directory.length() + 1);
  }

  /**
   * The same place in its shortest spelling: {@code ./a//b/../c/} is {@code a/c}. An address, as
   * kustomize accepts it in place of a path, stays as it is.
   */
  static String normalized(String path) {
    if (path.contains("://") || path.contains("?")) {
      return path;
    }
    Deque<String> parts = new ArrayDeque<>();
    for (String part : path.split("/", -1)) {
      if (part.equals("..") && !parts.isEmpty() && !parts.getLast().equals("..")) {
        parts.removeLast();
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    return (path.startsWith("/") ? "/" : "") + String.join("/", parts);
  }
}
