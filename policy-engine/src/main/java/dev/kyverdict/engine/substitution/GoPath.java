package dev.kyverdict.engine.substitution;

import java.util.ArrayDeque;
import java.util.Deque;

/** Paths with slashes as Go's package {@code path} treats them. */
public final class GoPath {

  private GoPath() {}

  /** Go's {@code path.Clean}: no {@code .}, no {@code ..} that can be resolved, single slashes. */
  public static String clean(String path) {
    boolean absolute = path.startsWith("/");
    Deque<String> parts = new ArrayDeque<>();
    for (String part : path.split("/", -1)) {
      if (part.equals("..")) {
        if (!parts.isEmpty() && !parts.getLast().equals("..")) {
          parts.removeLast();
        } else if (!absolute) {
          parts.addLast(part);
        }
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    String joined = String.join("/", parts);
    return absolute ? "/" + joined : joined.isEmpty() ? "." : joined;
  }

  /** Go's {@code path.Join} of two. */
  public static String join(String first, String second) {
    if (first.isEmpty()) {
      return second.isEmpty() ? "" : clean(second);
    }
    return clean(second.isEmpty() ? first : first + "/" + second);
  }
}
