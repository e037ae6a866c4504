package dev.kyverdict.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.explore.Bound;
import dev.kyverdict.explore.Exploration;
import dev.kyverdict.explore.Explorer;
import dev.kyverdict.explore.Policies;
import dev.kyverdict.explore.SmallWorld;
import dev.kyverdict.referee.Project;
import dev.kyverdict.testing.page.TimeLinePage;
import dev.kyverdict.world.Inventory;
import dev.kyverdict.world.World;
import dev.kyverdict.world.safety.Safety;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The snippets of the page about stories and exploration are the tests of this class. */
class ExplorationPageTest {

  private static final Path GENERATED = Project.root().resolve("generated/safe");
  private static final Inventory CLAIMS =
      Inventory.read(Project.root().resolve("examples/cluster.yaml"));
  private static final Path PAGES = Project.root().resolve("policy-tests/target/timelines");

  // snippet
  @Test
  void an_app_that_comes_back_has_its_data() {
    World world =
        World.of(GENERATED, CLAIMS)
            .pass(Duration.ofMinutes(6))
            .deploy("karakeep")
            .pass(Duration.ofMinutes(2))
            .write("karakeep/data-pvc", Map.of("db", "mine"))
            .pass(Duration.ofMinutes(70))
            .deleteApp("karakeep")
            .pass(Duration.ofMinutes(30))
            .deploy("karakeep")
            .pass(Duration.ofMinutes(15));

    assertThat(world.data("karakeep/data-pvc")).containsEntry("db", "mine");
    assertThat(Safety.ofPlan().check(world)).isEmpty();
    TimeLinePage.write(PAGES.resolve("karakeep.html"), "karakeep comes back", world);
  }

  // end

  // snippet
  @Test
  void nothing_is_lost_whatever_comes_first() {
    Exploration found =
        Explorer.explore(Policies.read(GENERATED))
            .over(SmallWorld.of(CLAIMS, "karakeep/data-pvc", "khoj/config"))
            .within(Bound.USUAL.depth(12));

    assertThat(found.clean()).as(found.toString()).isTrue();
  }

  // end

  @Test
  void every_snippet_of_the_page_is_compiled_and_run() throws IOException {
    Path page = Project.root().resolve("docs/exploration.md");
    Path here =
        Project.root()
            .resolve("policy-tests/src/test/java/dev/kyverdict/docs/ExplorationPageTest.java");

    assertThat(matches("(?ms)^```java\\n(.*?)^```$", page))
        .hasSize(2)
        .isEqualTo(matches("(?ms)^ *// snippet\\n(.*?)^ *// end$", here));
  }

  private static List<String> matches(String pattern, Path file) throws IOException {
    return Pattern.compile(pattern)
        .matcher(Files.readString(file))
        .results()
        .map(found -> found.group(1).stripTrailing().stripIndent())
        .toList();
  }
}
