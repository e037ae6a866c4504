package dev.kyverdict.fuzz;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A fault to plant in the engine: the fuzzer has to find it.
 *
 * @param name its name
 * @param file the source file, below {@code policy-engine/src/main/java}
 * @param meaning what it stands for
 * @param found the text that is replaced; it occurs once in the file
 * @param put what stands there instead
 */
public record Fault(String name, String file, String meaning, String found, String put) {

  private static final Pattern FORM =
      Pattern.compile(
          "file: (.+)\nfault: (.+)\n--- find\n(.*)\n--- replace\n(.*)\n", Pattern.DOTALL);

  /** All that this project plants. */
  public static List<Fault> all() {
    return resource("index.txt").lines().map(Fault::named).toList();
  }

  private static Fault named(String name) {
    return of(name, resource(name + ".txt"));
  }

  /**
   * Reads a fault.
   *
   * @throws IllegalArgumentException when the text is none
   */
  static Fault of(String name, String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          name + ": needs the lines 'file: …', 'fault: …', '--- find' and '--- replace'");
    }
    return new Fault(name, matcher.group(1), matcher.group(2), matcher.group(3), matcher.group(4));
  }

  /**
   * Plants it in the text of its file.
   *
   * @throws IllegalArgumentException when the file does not hold the text once
   */
  String plantedIn(String source) {
    int at = source.indexOf(found);
    if (at < 0 || source.indexOf(found, at + 1) >= 0) {
      throw new IllegalArgumentException(
          "fault %s: %s does not hold exactly once: %s; rewrite the fault for the changed source"
              .formatted(name, file, found));
    }
    return source.substring(0, at) + put + source.substring(at + found.length());
  }

  private static String resource(String name) {
    try (InputStream in = Fault.class.getResourceAsStream("faults/" + name)) {
      if (in == null) {
        throw new IllegalStateException("no resource: faults/" + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }
}
