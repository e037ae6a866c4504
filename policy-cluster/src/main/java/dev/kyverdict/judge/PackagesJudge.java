package dev.kyverdict.judge;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Kyverno's own packages as a judge: a client of the process {@code kyverno-judge}, which reads a
 * case a line and writes an answer a line. Several lines are under way at once. A case that does
 * not end makes the process end; it is started again for the cases after it.
 */
public final class PackagesJudge implements Judge {

  private static final JsonMapper MAPPER = new JsonMapper();

  private final Path program;
  private Process process;
  private BufferedReader answers;

  /**
   * Starts the process.
   *
   * @throws UncheckedIOException when it cannot be started, naming it
   */
  public PackagesJudge(Path program) {
    this.program = program;
    this.process = start(program);
    this.answers = process.inputReader();
  }

  private static Process start(Path program) {
    try {
      return new ProcessBuilder(program.toString(), "-limit", "5s")
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException problem) {
      throw new UncheckedIOException(
          program + ": cannot be started; build it with tools/install", problem);
    }
  }

  @Override
  public ObjectNode answer(ObjectNode question) {
    return answers(List.of(question)).getFirst();
  }

  /**
   * Answers many cases, in their order.
   *
   * @throws UncheckedIOException when the process ends without an answer
   */
  public List<ObjectNode> answers(List<ObjectNode> questions) {
    List<ObjectNode> all = new ArrayList<>(questions.size());
    while (all.size() < questions.size()) {
      ask(questions.subList(all.size(), questions.size()), all);
    }
    return all;
  }

  private void ask(List<ObjectNode> questions, List<ObjectNode> all) {
    CompletableFuture<Boolean> writing =
        CompletableFuture.supplyAsync(
            () -> write(questions), task -> Thread.ofPlatform().daemon().start(task));
    for (int i = 0; i < questions.size(); i++) {
      ObjectNode answer = read();
      all.add(answer);
      if (answer.has("endless")) {
        restart();
        break;
      }
    }
    writing.join();
  }

  private boolean write(List<ObjectNode> questions) {
    BufferedWriter writer = process.outputWriter();
    try {
      for (ObjectNode question : questions) {
        writer.write(MAPPER.writeValueAsString(question));
        writer.write('\n');
      }
      writer.flush();
      return true;
    } catch (IOException ended) {
      // The process has ended after an endless case: whoever reads sees it.
      return false;
    }
  }

  private ObjectNode read() {
    try {
      String line = answers.readLine();
      if (line != null && MAPPER.readTree(line) instanceof ObjectNode answer) {
        answer.remove("id");
        return answer;
      }
      throw new IOException("answered: " + line);
    } catch (IOException problem) {
      throw new UncheckedIOException(program + ": gave no answer", problem);
    }
  }

  private void restart() {
    process.destroyForcibly();
    process = start(program);
    answers = process.inputReader();
  }

  @Override
  public void close() {
    process.destroy();
  }
}
