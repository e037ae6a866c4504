package dev.kyverdict.testing.page;

import dev.kyverdict.engine.admission.Decision;
import dev.kyverdict.engine.explain.Explanation;
import dev.kyverdict.world.TimeLine;
import dev.kyverdict.world.World;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The time line of a story as one HTML file: a lane for each column of the plan, Kyverno's
 * decisions with their explanation on click, light and dark, by keyboard as well. It loads nothing.
 */
public final class TimeLinePage {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String DATA = "\"the story\"";
  private static final String TITLE = "<title></title>";

  private TimeLinePage() {}

  /**
   * The page.
   *
   * @param title what the story is called
   * @param world in which it happened
   */
  public static String html(String title, World world) {
    return template()
        .replace(TITLE, "<title>" + escaped(title) + "</title>")
        .replace(DATA, embedded(story(title, world)));
  }

  /**
   * Writes the page; folders are made, and an earlier page is replaced at once.
   *
   * @throws UncheckedIOException when the file cannot be written
   */
  public static Path write(Path file, String title, World world) {
    Path folder = file.toAbsolutePath().normalize().getParent();
    try {
      Files.createDirectories(folder);
      Path written = Files.createTempFile(folder, "page", ".html");
      Files.writeString(written, html(title, world));
      return Files.move(written, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException failed) {
      throw new UncheckedIOException(file + ": cannot be written", failed);
    }
  }

  private static ObjectNode story(String title, World world) {
    TimeLine timeline = world.timeline();
    Map<TimeLine.Entry, Decision> decisions = world.decisions();
    ObjectNode story = JsonNodeFactory.instance.objectNode().put("title", title);
    ArrayNode lanes = story.putArray("lanes");
    for (TimeLine.Column column : TimeLine.Column.values()) {
      lanes.add(column.name());
    }
    ArrayNode entries = story.putArray("entries");
    for (TimeLine.Entry entry : timeline.entries()) {
      ObjectNode told = entries.addObject();
      told.put("time", timeline.time(entry.at()));
      told.put("second", Duration.between(timeline.start(), entry.at()).toSeconds());
      told.put("lane", entry.column().ordinal()).put("text", entry.text());
      Decision decision = decisions.get(entry);
      if (decision != null) {
        told.put("verdict", verdict(decision)).put("why", Explanation.traced(decision));
      }
    }
    return story;
  }

  private static String verdict(Decision decision) {
    return !decision.allowed() ? "denied" : decision.patch().isEmpty() ? "unchanged" : "changed";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }

  /** A script element ends at the first end tag, wherever it stands. */
  private static String embedded(ObjectNode story) {
    return JSON.writeValueAsString(story).replace("<", "\\u003c");
  }

  private static String template() {
    try (InputStream template = TimeLinePage.class.getResourceAsStream("timeline.html")) {
      if (template == null) {
        throw new IllegalStateException("timeline.html is not on the class path");
      }
      return new String(template.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
