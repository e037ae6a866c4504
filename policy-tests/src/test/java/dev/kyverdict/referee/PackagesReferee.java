package dev.kyverdict.referee;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Kyverno's own packages in a process of their own; JSON lines in and out. */
public final class PackagesReferee implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Process process;
  private final BufferedWriter in;
  private final BufferedReader out;
  private final File log;

  /** Starts the program; without it the test is skipped and says so. */
  public PackagesReferee() {
    try {
      log = File.createTempFile("kyverno-judge", ".log");
      process =
          new ProcessBuilder(Tool.KYVERNO_JUDGE.required().toString()).redirectError(log).start();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    in =
        new BufferedWriter(
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
    out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /**
   * Judges one case.
   *
   * @throws IllegalStateException when the program cannot judge it
   */
  public JsonNode judge(JsonNode question) {
    try {
      in.write(JSON.writeValueAsString(question));
      in.newLine();
      in.flush();
      String line = out.readLine();
      if (line == null) {
        throw new IllegalStateException("kyverno-judge ended; see " + log);
      }
      JsonNode answer = JSON.readTree(line);
      if (answer.has("failure")) {
        throw new IllegalStateException(
            "kyverno-judge: " + answer.get("failure") + " for " + question);
      }
      return answer;
    } catch (IOException failed) {
      throw new UncheckedIOException("kyverno-judge; see " + log, failed);
    }
  }

  @Override
  public void close() {
    process.destroy();
    log.delete();
  }
}
