package dev.kyverdict.page;

import dev.kyverdict.referee.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A chromium without a window, which opens a page, does something there and says what it saw. */
final class Browser {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final long PATIENCE = 60;
  private static final String BEGIN = "<pre id=\"seen\">";

  private final Path program;

  private Browser(Path program) {
    this.program = program;
  }

  /** The one of this machine; without it the test is skipped, in CI it fails. */
  static Browser required() {
    Optional<Path> found = find();
    Project.requireFromTools(found.isPresent(), "chromium");
    return new Browser(found.orElseThrow());
  }

  private static Optional<Path> find() {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
        .filter(folder -> !folder.isEmpty())
        .flatMap(
            folder ->
                List.of("chromium", "chromium-browser").stream().map(Path.of(folder)::resolve))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Opens a page.
   *
   * @param script runs in the page; what it returns is what was seen
   * @param scheme {@code light} or {@code dark}: what the user prefers
   */
  JsonNode see(String html, String script, String scheme, Path folder) {
    String probe =
        """
        <script>
        const seen = (() => { try { %s } catch (broken) { return { broken: String(broken) }; } })();
        const told = document.createElement("pre");
        told.id = "seen";
        told.textContent = encodeURIComponent(JSON.stringify(seen));
        document.body.append(told);
        </script>
        </body>
        """
            .formatted(script);
    Path page = folder.resolve("page.html");
    try {
      Files.writeString(page, html.replace("</body>\n", probe));
      String document = run(page, scheme, folder);
      int begin = document.indexOf(BEGIN);
      if (begin < 0) {
        throw new IllegalStateException("the page said nothing: " + document);
      }
      String text = document.substring(begin + BEGIN.length(), document.indexOf("</pre>", begin));
      return JSON.readTree(java.net.URLDecoder.decode(text, StandardCharsets.UTF_8));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private String run(Path page, String scheme, Path folder) throws IOException {
    Path out = folder.resolve("document.txt");
    List<String> command =
        new ArrayList<>(
            List.of(
                program.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--host-resolver-rules=MAP * ~NOTFOUND",
                "--user-data-dir=" + folder.resolve("profile"),
                "--blink-settings=preferredColorScheme=" + (scheme.equals("dark") ? 0 : 1),
                "--dump-dom",
                page.toUri().toString()));
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(folder.resolve("errors.txt").toFile())
            .start();
    try {
      if (!process.waitFor(PATIENCE, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("the browser does not end");
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", interrupted);
    }
    return Files.readString(out);
  }
}
