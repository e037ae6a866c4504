package dev.kyverdict.cli;

import dev.kyverdict.jmespath.JmesPath;
import dev.kyverdict.jmespath.JmesPathException;
import dev.kyverdict.jmespath.JmesPathSyntaxException;
import dev.kyverdict.jmespath.Surroundings;
import dev.kyverdict.values.GoNumbers;
import dev.kyverdict.values.GoPanicException;
import dev.kyverdict.yaml.YamlException;
import dev.kyverdict.yaml.YamlReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/** {@code kyverdict jp}: a JMESPath expression as Kyverno evaluates it. */
@Command(
    name = "jp",
    description = "Evaluates a JMESPath expression as Kyverno does.",
    mixinStandardHelpOptions = true)
final class JpCli implements Callable<Integer> {

  private static final int FAILED = 1;
  private static final int UNREADABLE = 2;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "EXPR", description = "The expression.")
  private String expression = "";

  @Option(
      names = "--input",
      paramLabel = "FILE",
      description = "The document, YAML or JSON; - reads standard input (default: null).")
  private @Nullable Path input;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try {
      JsonNode result =
          JmesPath.compile(expression)
              .search(GoNumbers.floats(document()), Surroundings.of(InstantSource.system(), 0));
      out.println(Output.json(result));
      out.flush();
      return 0;
    } catch (JmesPathSyntaxException invalid) {
      return fail(FAILED, invalid.getMessage());
    } catch (JmesPathException failed) {
      return fail(FAILED, failed.text());
    } catch (GoPanicException panic) {
      return fail(FAILED, "Kyverno would crash: " + panic.getMessage());
    } catch (IOException | YamlException unreadable) {
      return fail(UNREADABLE, unreadable.getMessage());
    }
  }

  private JsonNode document() throws IOException {
    if (input == null) {
      return NullNode.getInstance();
    }
    String file = input.toString();
    String text = file.equals("-") ? Input.standard() : Input.text(input);
    var documents = YamlReader.read(file, text);
    if (documents.size() > 1) {
      throw new IOException(file + ": has several documents; give one");
    }
    return documents.isEmpty() ? NullNode.getInstance() : documents.getFirst().tree();
  }

  private int fail(int code, @Nullable String problem) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("error: " + problem);
    err.flush();
    return code;
  }
}
