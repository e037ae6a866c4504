package dev.kyverdict.render.tree;

/**
 * Why a tree cannot be written, as a value.
 *
 * @param id stable name of the kind of problem, such as {@code edited-by-hand}
 * @param file the file or directory it is about, relative to the tree's root where possible
 * @param line the line in it, counted from 1; 0 where no line is meant
 * @param message what is wrong, in one sentence
 * @param repair what to do about it
 */
public record TreeProblem(String id, String file, int line, String message, String repair) {

  /** A problem with a file or directory as a whole. */
  static TreeProblem of(String id, String file, String message, String repair) {
    return new TreeProblem(id, file, 0, message, repair);
  }

  @Override
  public String toString() {
    String place = line == 0 ? file : file + ":" + line;
    return place + ": " + message + "; " + repair + " [" + id + "]";
  }
}
