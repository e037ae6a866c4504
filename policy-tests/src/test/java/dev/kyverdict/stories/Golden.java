package dev.kyverdict.stories;

import static org.assertj.core.api.Assertions.fail;

import dev.kyverdict.referee.Project;
import dev.kyverdict.testing.page.TimeLinePage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * The time lines as they were when somebody last looked at them. {@code
 * -Dkyverdict.stories.record=true} writes them anew.
 */
final class Golden {

  private static final Path PAGES = Project.root().resolve("policy-tests/target/timelines");
  private static final int WIDTH = 30;
  private static final int NEIGHBOURS = 3;

  private Golden() {}

  /** Where they are. */
  static Path folder() {
    return Project.root().resolve("policy-tests/src/test/resources/stories");
  }

  /** Fails when a story is told in another way than before. Writes its page. */
  static void keep(Profile profile, String name, Story story) {
    TimeLinePage.write(
        PAGES.resolve(profile + "-" + name + ".html"), name + ", " + profile, story.world());
    Path file = folder().resolve(profile.toString()).resolve(name + ".txt");
    String told = story.line().drawn(WIDTH);
    try {
      if (Boolean.getBoolean("kyverdict.stories.record")) {
        record(file, told);
      } else if (!Files.exists(file)) {
        fail("%s: there is no golden time line; record it", file);
      } else {
        difference(file, Files.readString(file).lines().toList(), told.lines().toList());
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static void record(Path file, String told) throws IOException {
    Files.createDirectories(file.resolveSibling("."));
    Path fresh = Files.createTempFile(file.resolveSibling("."), "told", ".txt");
    Files.writeString(fresh, told);
    Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void difference(Path file, List<String> before, List<String> now) {
    int line = 0;
    while (line < before.size() && line < now.size() && before.get(line).equals(now.get(line))) {
      line++;
    }
    if (line < before.size() || line < now.size()) {
      fail(
          "%s, line %d differs.%nbefore:%n%s%nnow:%n%s",
          file, line + 1, around(before, line), around(now, line));
    }
  }

  private static String around(List<String> lines, int line) {
    int from = Math.min(lines.size(), Math.max(0, line - NEIGHBOURS));
    return String.join("\n", lines.subList(from, Math.min(lines.size(), line + NEIGHBOURS + 1)));
  }
}
