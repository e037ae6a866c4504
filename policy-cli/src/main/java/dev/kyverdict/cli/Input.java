package dev.kyverdict.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that a command reads. */
final class Input {

  private Input() {}

  /**
   * The text of a file.
   *
   * @throws IOException naming the file and what to do
   */
  static String text(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException(file + ": no such file; give the name of a YAML or JSON file");
    }
    try {
      return Files.readString(file);
    } catch (CharacterCodingException binary) {
      throw new IOException(file + ": not UTF-8 text; save it as UTF-8", binary);
    }
  }

  /** All of standard input. */
  static String standard() throws IOException {
    return new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
  }
}
