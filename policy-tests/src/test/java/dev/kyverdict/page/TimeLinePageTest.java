package dev.kyverdict.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.referee.Project;
import dev.kyverdict.testing.page.TimeLinePage;
import dev.kyverdict.world.Inventory;
import dev.kyverdict.world.TimeLine;
import dev.kyverdict.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The page of a story in which a claim is denied, waits, and gets its data. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TimeLinePageTest {

  private static final String TITLE = "karakeep <comes> back & works";

  /** What a hand at the keyboard does; the page answers synchronously. */
  private static final String KEYS =
      """
      const press = key => document.activeElement.dispatchEvent(
          new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
      const rows = () => document.querySelectorAll("li:not([hidden])").length;
      """;

  private final World world = story();

  private static World story() {
    Inventory inventory = Inventory.read(Project.root().resolve("examples/cluster.yaml"));
    return World.of(Project.root().resolve("generated/safe"), inventory)
        .pass(Duration.ofMinutes(6))
        .deploy("karakeep")
        .pass(Duration.ofMinutes(2))
        .write("karakeep/data-pvc", Map.of("db", "mine"))
        .pass(Duration.ofMinutes(70))
        .deleteApp("karakeep")
        .pass(Duration.ofMinutes(10))
        .deploy("karakeep")
        .pass(Duration.ofMinutes(15));
  }

  private JsonNode see(String script, String scheme, Path folder) {
    JsonNode seen =
        Browser.required().see(TimeLinePage.html(TITLE, world), KEYS + script, scheme, folder);
    assertThat(seen.path("broken").asString("")).isEmpty();
    return seen;
  }

  @Test
  void it_is_one_file_that_loads_nothing(@TempDir Path folder) throws IOException {
    Path page = TimeLinePage.write(folder.resolve("pages/story.html"), TITLE, world);

    String html = Files.readString(page);
    String withoutData = html.replaceAll("(?s)<script type=\"application/json\".*?</script>", "");
    assertThat(withoutData).doesNotContain("http", "src=", "@import", "url(", "<link");
    assertThat(html).contains("<title>karakeep &lt;comes> back &amp; works</title>");
    try (var files = Files.list(folder.resolve("pages"))) {
      assertThat(files).containsExactly(page);
    }
  }

  @Test
  void a_browser_shows_every_entry_in_its_lane_with_its_decision(@TempDir Path folder) {
    JsonNode seen =
        see(
            """
            return {
              title: document.querySelector("h1").textContent,
              lanes: [...document.querySelectorAll(".lanes span")].map(it => it.textContent),
              rows: rows(),
              explained: document.querySelectorAll("button.entry").length,
              denied: document.querySelectorAll("button.denied").length,
              aligned: [...document.querySelectorAll("li")].every((row, i) => Math.abs(
                  row.children[1].getBoundingClientRect().left
                  - document.querySelectorAll(".lanes span")[story.entries[i].lane + 1]
                      .getBoundingClientRect().left) < 2),
            };
            """,
            "light",
            folder);

    TimeLine timeline = world.timeline();
    assertThat(seen.path("title").asString()).isEqualTo(TITLE);
    assertThat(seen.path("lanes").valueStream().map(JsonNode::asString))
        .containsExactly("TIME", "ARGOCD", "POLICY", "VOLSYNC", "STORAGE", "S3");
    assertThat(seen.path("rows").asInt()).isEqualTo(timeline.entries().size()).isGreaterThan(20);
    assertThat(seen.path("explained").asInt()).isEqualTo(world.decisions().size());
    assertThat(seen.path("denied").asInt())
        .isEqualTo(
            (int) timeline.entries().stream().filter(it -> it.text().startsWith("deny")).count())
        .isPositive();
    assertThat(seen.path("aligned").asBoolean()).isTrue();
  }

  @Test
  void keys_go_from_entry_to_entry_explain_a_decision_and_filter(@TempDir Path folder) {
    JsonNode seen =
        see(
            """
            const seen = {};
            document.body.focus();
            press("ArrowDown");
            seen.first = document.activeElement === document.querySelector("li .entry");
            press("ArrowDown"); press("ArrowDown"); press("k");
            seen.second = document.activeElement === document.querySelectorAll("li .entry")[1];
            const denied = document.querySelector("button.denied");
            denied.focus(); denied.click();
            seen.explained = !document.querySelector("aside").hidden;
            seen.why = document.querySelector("aside pre").textContent;
            press("Escape");
            seen.closed = document.querySelector("aside").hidden && document.activeElement === denied;
            const filter = document.querySelector("#filter");
            press("/");
            seen.filtering = document.activeElement === filter;
            filter.value = "DENY"; filter.dispatchEvent(new Event("input"));
            seen.filtered = rows();
            press("Escape");
            seen.onFound = document.activeElement.classList.contains("denied");
            filter.value = ""; filter.dispatchEvent(new Event("input"));
            document.querySelector("#only").click();
            seen.decisions = rows();
            seen.stops = document.querySelectorAll("li .entry[tabindex='0']").length;
            return seen;
            """,
            "light",
            folder);

    assertThat(List.of("first", "second", "explained", "closed", "filtering", "onFound"))
        .allSatisfy(it -> assertThat(seen.path(it).asBoolean(false)).as(it).isTrue());
    assertThat(seen.path("why").asString())
        .contains("deny-until-restorable", "karakeep/data-pvc", "volsync-catalogue");
    assertThat(seen.path("filtered").asInt()).isPositive();
    assertThat(seen.path("decisions").asInt()).isEqualTo(world.decisions().size());
    assertThat(seen.path("stops").asInt()).as("one stop for the tab key").isEqualTo(1);
  }

  @Test
  void it_is_light_or_dark_as_the_user_prefers_and_as_the_button_says(@TempDir Path folder) {
    String script =
        """
        const colours = () => { const style = getComputedStyle(document.body);
          return style.backgroundColor + " " + style.color; };
        const before = colours();
        document.querySelector("#theme").click();
        return { before, after: colours() };
        """;
    JsonNode light = see(script, "light", folder);
    JsonNode dark = see(script, "dark", folder);

    assertThat(light.path("before")).isEqualTo(dark.path("after"));
    assertThat(dark.path("before")).isEqualTo(light.path("after"));
    assertThat(light.path("before")).isNotEqualTo(dark.path("before"));
  }
}
