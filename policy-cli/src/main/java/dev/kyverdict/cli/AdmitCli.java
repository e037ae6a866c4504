package dev.kyverdict.cli;

import dev.kyverdict.engine.AdmissionRequest;
import dev.kyverdict.engine.admission.CompiledPolicy;
import dev.kyverdict.engine.admission.Decision;
import dev.kyverdict.engine.admission.Engine;
import dev.kyverdict.engine.explain.Explanation;
import dev.kyverdict.judge.AnswerWriter;
import dev.kyverdict.judge.RequestReader;
import dev.kyverdict.judge.ScriptedCluster;
import dev.kyverdict.model.KyvernoPolicy;
import dev.kyverdict.model.Match.Operation;
import dev.kyverdict.render.PlacedProblem;
import dev.kyverdict.render.ReadResult;
import dev.kyverdict.values.GoNumbers;
import dev.kyverdict.yaml.YamlDocument;
import dev.kyverdict.yaml.YamlException;
import dev.kyverdict.yaml.YamlReader;
import dev.kyverdict.yaml.YamlWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code kyverdict admit}: what Kyverno does with a request. */
@Command(
    name = "admit",
    description =
        "Decides about a request as Kyverno does. Exit code 0: allowed; 1: denied, or the webhook"
            + " fails; 2: something cannot be read.",
    mixinStandardHelpOptions = true)
final class AdmitCli implements Callable<Integer> {

  private static final int DENIED = 1;
  private static final int UNREADABLE = 2;

  /** How the decision is printed. */
  enum Format {
    /** Lines for people. */
    text,
    /** The fields of a recorded answer. */
    json,
    /** The same as YAML. */
    yaml,
    /** What changes in the object, as operations of a JSON patch. */
    diff
  }

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(arity = "1..*", paramLabel = "POLICY", description = "Files or folders.")
  private List<Path> policies = List.of();

  @Option(
      names = "--object",
      required = true,
      paramLabel = "FILE",
      description = "The object; on DELETE the one that goes.")
  private Path object = Path.of("");

  @Option(names = "--old-object", paramLabel = "FILE", description = "The object before an UPDATE.")
  private @Nullable Path oldObject;

  @Option(
      names = "--operation",
      paramLabel = "OP",
      defaultValue = "CREATE",
      description = "CREATE, UPDATE, DELETE or CONNECT (default: CREATE).")
  private Operation operation = Operation.CREATE;

  @Option(names = "--user", paramLabel = "NAME", description = "Who asks (default: alice).")
  private @Nullable String user;

  @Option(names = "--group", paramLabel = "NAME", description = "A group of the user; repeatable.")
  private List<String> groups = List.of();

  @Option(
      names = "--namespace-label",
      paramLabel = "K=V",
      description = "A label of the object's namespace; repeatable.")
  private List<String> namespaceLabels = List.of();

  @Option(
      names = "--answers",
      paramLabel = "FILE",
      description = "How the API answers: api, configMaps, globals, objects (default: 404).")
  private @Nullable Path answers;

  @Option(names = "--explain", description = "Tells why, and what would change the outcome.")
  private boolean explain;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text, json, yaml or diff (default: text).")
  private Format format = Format.text;

  @Override
  public Integer call() {
    try {
      Engine engine = Engine.newest();
      List<CompiledPolicy> compiled = compiled(engine);
      AdmissionRequest request = RequestReader.read(GoNumbers.floats(request()));
      ObjectNode cluster =
          answers == null ? JsonNodeFactory.instance.objectNode() : AnswersFile.read(answers);
      Decision decision = engine.admit(compiled, request, new ScriptedCluster(cluster));
      print(decision, compiled.size() > 1);
      if (explain) {
        PrintWriter out = spec.commandLine().getOut();
        out.print(Explanation.of(engine, compiled, decision, new ScriptedCluster(cluster)));
        out.flush();
      }
      return decision.allowed() ? 0 : DENIED;
    } catch (IOException | IllegalArgumentException | YamlException failed) {
      PrintWriter err = spec.commandLine().getErr();
      err.println(failed.getMessage());
      err.flush();
      return UNREADABLE;
    }
  }

  private void print(Decision decision, boolean several) {
    PrintWriter out = spec.commandLine().getOut();
    ObjectNode answer = AnswerWriter.write(decision, several);
    switch (format) {
      case text -> out.print(explain ? "" : Explanation.summary(decision));
      case json -> out.println(Output.json(answer));
      case yaml -> out.print(YamlWriter.write(GoNumbers.integers(answer)));
      case diff -> out.println(Output.json(decision.patch()));
    }
    out.flush();
  }

  private List<CompiledPolicy> compiled(Engine engine) throws IOException {
    List<CompiledPolicy> compiled = new ArrayList<>();
    List<PlacedProblem> errors = new ArrayList<>();
    for (ReadResult file : ManifestFiles.read(policies)) {
      errors.addAll(file.errors());
      file.manifests().stream()
          .filter(KyvernoPolicy.class::isInstance)
          .map(KyvernoPolicy.class::cast)
          .map(engine::compile)
          .forEach(compiled::add);
    }
    if (!errors.isEmpty()) {
      throw new IOException(
          String.join("\n", errors.stream().map(PlacedProblem::toString).toList()));
    }
    if (compiled.isEmpty()) {
      throw new IOException(policies + ": hold no ClusterPolicy or Policy; name one");
    }
    return compiled;
  }

  private ObjectNode request() throws IOException {
    ObjectNode request = JsonNodeFactory.instance.objectNode();
    request.put("operation", operation.name());
    if (operation == Operation.DELETE) {
      request.set("oldObject", one(object));
    } else {
      request.set("object", one(object));
      if (oldObject != null) {
        request.set("oldObject", one(oldObject));
      } else if (operation == Operation.UPDATE) {
        throw new IOException("UPDATE: the object before is missing; give --old-object FILE");
      }
    }
    if (user != null || !groups.isEmpty()) {
      ObjectNode info = request.putObject("userInfo");
      info.put("username", Optional.ofNullable(user).orElse("alice"));
      groups.forEach(info.putArray("groups")::add);
    }
    ObjectNode labels = request.putObject("namespaceLabels");
    String namespace = one(object).path("metadata").path("namespace").asString("");
    labels.put("kubernetes.io/metadata.name", namespace);
    for (String label : namespaceLabels) {
      int equals = label.indexOf('=');
      if (equals <= 0) {
        throw new IOException(
            "--namespace-label '" + label + "': is no label; write it as key=value");
      }
      labels.put(label.substring(0, equals), label.substring(equals + 1));
    }
    return request;
  }

  private static JsonNode one(Path file) throws IOException {
    List<YamlDocument> documents = YamlReader.read(file.toString(), Input.text(file));
    if (documents.size() != 1 || !documents.getFirst().tree().isObject()) {
      throw new IOException(file + ": holds no object, or several; give a file with one");
    }
    return documents.getFirst().tree();
  }
}
