package dev.kyverdict.yaml;

/**
 * A place in a YAML file, as editors count: the first character is at 1:1, one column a character.
 *
 * @param file the name of the file as the reader was given it
 * @param line counts from 1
 * @param column counts from 1
 */
public record Place(String file, int line, int column) {

  /** {@code file:line:column}, the form that editors and terminals make clickable. */
  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
