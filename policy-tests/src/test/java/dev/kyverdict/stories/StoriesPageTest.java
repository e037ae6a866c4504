package dev.kyverdict.stories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.referee.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page for cluster owners shows what the stories showed. */
class StoriesPageTest {

  private static final Pattern BLOCK =
      Pattern.compile(
          "<!-- ([a-z0-9-]+/[a-z0-9-]+\\.txt) -->\n```text\n(.*?)\n```", Pattern.DOTALL);
  private static final Pattern FENCE = Pattern.compile("^```\\w", Pattern.MULTILINE);
  private static final int BLOCKS = 7;

  /**
   * A block of the page.
   *
   * @param file the golden time line above it
   * @param lines what it shows of it
   */
  private record Block(String file, List<String> lines) {}

  private static String page() throws IOException {
    return Files.readString(Project.root().resolve("docs/stories.md"));
  }

  private static List<Block> blocks() throws IOException {
    List<Block> blocks = new ArrayList<>();
    Matcher matcher = BLOCK.matcher(page());
    while (matcher.find()) {
      blocks.add(new Block(matcher.group(1), matcher.group(2).lines().toList()));
    }
    return blocks;
  }

  @Test
  void every_block_of_the_page_names_its_time_line() throws IOException {
    assertThat(blocks()).hasSize(BLOCKS);
    assertThat(FENCE.matcher(page()).results()).as("other blocks").hasSize(BLOCKS);
  }

  @Test
  void every_line_of_a_block_stands_in_its_time_line_in_that_order() throws IOException {
    for (Block block : blocks()) {
      List<String> golden =
          Files.readString(Golden.folder().resolve(block.file()))
              .lines()
              .map(String::stripTrailing)
              .toList();
      assertThat(block.lines()).as(block.file()).isNotEmpty();
      assertThat(golden).as(block.file()).containsSubsequence(block.lines());
    }
  }
}
