import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Checks or applies google-java-format on every Java file of the modules.
 *
 * <p>The build runs this file on the toolchain's JDK: the formatter parses with the compiler of the
 * JDK that it runs in, and Maven itself may run on one that is older than the sources.
 *
 * <p>Arguments: {@code check}, {@code apply} or {@code off}, then the root folder. {@code check}
 * ends with exit code 1 and the names of the files that differ.
 */
final class Format {

  public static void main(String[] args) throws Exception {
    String mode = args[0];
    if (mode.equals("off")) {
      return;
    }
    Path root = Path.of(args[1]);
    Formatter formatter = new Formatter(JavaFormatterOptions.defaultOptions());
    List<Path> different =
        javaFiles(root).parallelStream()
            .filter(file -> differs(formatter, file, mode.equals("apply")))
            .toList();
    for (Path file : different) {
      System.out.println((mode.equals("apply") ? "formatted " : "not formatted: ") + file);
    }
    if (mode.equals("check") && !different.isEmpty()) {
      System.out.println("run: mvn validate -Dformat=apply");
      System.exit(1);
    }
  }

  private static List<Path> javaFiles(Path root) throws Exception {
    try (var paths = Files.walk(root)) {
      return paths
          .filter(path -> path.toString().endsWith(".java"))
          .filter(path -> !root.relativize(path).toString().matches("(^|.*/)(target|tools)/.*"))
          .sorted()
          .toList();
    }
  }

  private static boolean differs(Formatter formatter, Path file, boolean apply) {
    try {
      String before = Files.readString(file);
      String after = formatted(formatter, file, before);
      if (apply && !after.equals(before)) {
        Files.writeString(file, after);
      }
      return !after.equals(before);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static String formatted(Formatter formatter, Path file, String source) {
    try {
      String sorted = ImportOrderer.reorderImports(source, JavaFormatterOptions.Style.GOOGLE);
      return formatter.formatSource(RemoveUnusedImports.removeUnusedImports(sorted));
    } catch (Exception problem) {
      throw new IllegalStateException(file + ": " + problem.getMessage(), problem);
    }
  }
}
