package dev.kyverdict.chainsaw.shell;

import dev.kyverdict.chainsaw.shell.Kinds.Kind;
import dev.kyverdict.chainsaw.tree.OutOfReachException;
import dev.kyverdict.cluster.Cluster;
import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.Request;
import dev.kyverdict.cluster.Request.Method;
import dev.kyverdict.engine.UserInfo;
import dev.kyverdict.yaml.YamlDocument;
import dev.kyverdict.yaml.YamlReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What kubectl does in a cluster, for literal arguments. */
public final class Kubectl {

  private static final Duration DELETION = Duration.ofMinutes(5);

  private final Cluster cluster;
  private final UserInfo administrator;
  private final Path folder;

  /**
   * Ready to run.
   *
   * @param administrator of the kubeconfig
   * @param folder to which files are relative
   */
  public Kubectl(Cluster cluster, UserInfo administrator, Path folder) {
    this.cluster = cluster;
    this.administrator = administrator;
    this.folder = folder;
  }

  void pass(Duration time) {
    cluster.pass(time);
  }

  Ran run(KubectlLine line) {
    UserInfo user = line.flag("as").map(Kubectl::impersonated).orElse(administrator);
    return new Session(user, line).run();
  }

  /** The groups of whoever {@code --as} names ({@code filters/impersonation.go}). */
  private static UserInfo impersonated(String name) {
    String[] parts = name.split(":", -1);
    return name.startsWith("system:serviceaccount:") && parts.length == 4
        ? UserInfo.of(
            name,
            "system:serviceaccounts",
            "system:serviceaccounts:" + parts[2],
            "system:authenticated")
        : UserInfo.of(name, "system:authenticated");
  }

  private final class Session {

    private final UserInfo user;
    private final KubectlLine line;
    private final Kinds kinds;

    Session(UserInfo user, KubectlLine line) {
      this.user = user;
      this.line = line;
      this.kinds = new Kinds(cluster, user);
    }

    Ran run() {
      return switch (line.verb()) {
        case "apply" -> eachFile(this::apply);
        case "replace" -> eachFile(this::replace);
        case "create" -> line.files().isEmpty() ? createNamed() : eachFile(this::create);
        case "run" -> create(Made.pod(argument(0), line), "");
        case "delete" -> line.files().isEmpty() ? deleteNamed() : eachFile(this::delete);
        case "get" -> get();
        case "label" -> mark("labels", "labeled");
        case "annotate" -> mark("annotations", "annotated");
        case "patch" -> patch();
        case "scale" -> scale();
        default -> throw new OutOfReachException("kubectl " + line.verb());
      };
    }

    private Ran eachFile(java.util.function.BiFunction<JsonNode, String, Ran> action) {
      Ran ran = Ran.NOTHING;
      int worst = 0;
      for (String file : line.files()) {
        Path path = folder.resolve(file).normalize();
        if (!Files.isRegularFile(path)) {
          return Ran.failed("error: the path \"%s\" does not exist\n".formatted(file));
        }
        for (YamlDocument document : YamlReader.read(path)) {
          ran = ran.then(action.apply(document.tree(), file));
          worst = Math.max(worst, ran.exit());
        }
      }
      return ran.exiting(worst);
    }

    private Ran apply(JsonNode object, String file) {
      if (line.has("server-side")) {
        throw new OutOfReachException("kubectl apply --server-side");
      }
      Optional<Kind> kind = kinds.of(object);
      if (kind.isEmpty()) {
        return noMatch(object, file);
      }
      String path = path(kind.get(), object);
      Reply there = call(Method.GET, path);
      JsonNode applied = Applied.annotated(object);
      if (there.status() == 404) {
        return create(applied, file);
      }
      if (!there.ok()) {
        return refused(there, retrieving(file));
      }
      JsonNode patch = Applied.patch(there.body(), applied);
      if (patch.isEmpty()) {
        return Ran.said(kind.get().title(name(object)) + " unchanged\n");
      }
      boolean builtIn = Applied.isBuiltIn(object);
      Reply reply =
          send(
              Method.PATCH,
              path,
              builtIn ? Request.STRATEGIC_MERGE_PATCH : Request.MERGE_PATCH,
              patch);
      String source = "error when applying patch:\n" + patch + "\nfor: \"" + file + "\": ";
      return told(reply, kind.get().title(name(object)) + " configured", source);
    }

    private Ran create(JsonNode object, String file) {
      Optional<Kind> kind = kinds.of(object);
      if (kind.isEmpty()) {
        return noMatch(object, file);
      }
      Reply reply = send(Method.POST, kind.get().path(namespace(object)), Request.JSON, object);
      String source = file.isEmpty() ? "" : "error when creating \"" + file + "\": ";
      return told(reply, kind.get().title(name(object)) + " created", source);
    }

    private Ran createNamed() {
      return create(Made.of(line), "");
    }

    private Ran replace(JsonNode object, String file) {
      Optional<Kind> kind = kinds.of(object);
      if (kind.isEmpty()) {
        return noMatch(object, file);
      }
      Reply reply = send(Method.PUT, path(kind.get(), object), Request.JSON, object);
      return told(
          reply,
          kind.get().title(name(object)) + " replaced",
          "error when replacing \"" + file + "\": ");
    }

    private Ran delete(JsonNode object, String file) {
      Optional<Kind> kind = kinds.of(object);
      return kind.isEmpty()
          ? noMatch(object, file)
          : delete(kind.get(), namespace(object), name(object));
    }

    private Ran deleteNamed() {
      Targets targets = targets();
      List<Located> all = new ArrayList<>();
      if (line.has("all")) {
        String namespace = line.has("all-namespaces") ? "" : namespace();
        Reply list = call(Method.GET, targets.kind.path(namespace));
        for (JsonNode item : list.body().path("items")) {
          JsonNode metadata = item.path("metadata");
          all.add(
              new Located(
                  metadata.path("namespace").asString(""), metadata.path("name").asString("")));
        }
      }
      targets.names.forEach(name -> all.add(new Located(namespace(), name)));
      Ran ran = Ran.NOTHING;
      int worst = 0;
      for (Located object : all) {
        ran = ran.then(delete(targets.kind, object.namespace, object.name));
        worst = Math.max(worst, ran.exit());
      }
      return ran.exiting(worst);
    }

    private Ran delete(Kind kind, String namespace, String name) {
      ObjectNode options = JsonNodeFactory.instance.objectNode();
      options.put("propagationPolicy", "Background");
      String path = kind.path(namespace) + "/" + name;
      Reply reply = send(Method.DELETE, path, Request.JSON, options);
      if (reply.status() == 404 && line.has("ignore-not-found")) {
        return Ran.NOTHING;
      }
      boolean waits = line.flag("wait").map(value -> !value.equals("false")).orElse(true);
      if (reply.ok() && waits) {
        cluster.await(DELETION, () -> call(Method.GET, path).status() == 404);
      }
      return told(reply, kind.title(name).replace("/", " \"") + "\" deleted", "");
    }

    /** Whether they are there; what is printed of them is out of reach. */
    private Ran get() {
      Targets targets = targets();
      String namespace = line.has("all-namespaces") ? "" : namespace();
      String path = targets.kind.path(namespace);
      Ran ran = Ran.NOTHING;
      for (String name : targets.names) {
        Reply reply = call(Method.GET, path + "/" + name);
        ran = reply.ok() ? ran : ran.then(refused(reply, ""));
      }
      if (targets.names.isEmpty()) {
        Reply reply = call(Method.GET, path);
        boolean isNamed = targets.kind.namespaced() && !namespace.isEmpty();
        String where = isNamed ? " in " + namespace + " namespace." : "";
        boolean isEmpty = reply.ok() && reply.body().path("items").isEmpty();
        ran = isEmpty ? new Ran(0, "", "No resources found" + where + "\n") : listed(reply);
      }
      return ran;
    }

    private Ran listed(Reply reply) {
      return reply.ok() ? Ran.NOTHING : refused(reply, "");
    }

    private Ran mark(String field, String done) {
      List<String> changes = new ArrayList<>(line.arguments());
      Targets targets = targets(List.of(changes.removeFirst(), changes.removeFirst()));
      String path = targets.kind.path(namespace()) + "/" + targets.names.getFirst();
      Reply there = call(Method.GET, path);
      if (!there.ok()) {
        return refused(there, "");
      }
      ObjectNode patch = JsonNodeFactory.instance.objectNode();
      ObjectNode marks = patch.putObject("metadata").putObject(field);
      for (String change : changes) {
        int equals = change.indexOf('=');
        if (equals < 0) {
          marks.putNull(change.replaceFirst("-$", ""));
          continue;
        }
        String key = change.substring(0, equals);
        if (there.body().path("metadata").path(field).has(key) && !line.has("overwrite")) {
          return Ran.failed("error: '%s' already has a value\n".formatted(key));
        }
        marks.put(key, change.substring(equals + 1));
      }
      Reply reply = send(Method.PATCH, path, Request.MERGE_PATCH, patch);
      return told(reply, targets.kind.title(targets.names.getFirst()) + " " + done, "");
    }

    private Ran patch() {
      Targets targets = targets();
      JsonNode patch = YamlReader.readOne("--patch", line.flag("patch").orElse("")).tree();
      String type =
          switch (line.flag("type").orElse("strategic")) {
            case "json" -> Request.JSON_PATCH;
            case "merge" -> Request.MERGE_PATCH;
            default -> Request.STRATEGIC_MERGE_PATCH;
          };
      String name = targets.names.getFirst();
      Reply reply = send(Method.PATCH, targets.kind.path(namespace()) + "/" + name, type, patch);
      return told(reply, targets.kind.title(name) + " patched", "");
    }

    private Ran scale() {
      Targets targets = targets();
      String name = targets.names.getFirst();
      ObjectNode patch = JsonNodeFactory.instance.objectNode();
      patch.putObject("spec").put("replicas", Integer.parseInt(line.flag("replicas").orElse("")));
      String path = targets.kind.path(namespace()) + "/" + name + "/scale";
      Reply reply = send(Method.PATCH, path, Request.MERGE_PATCH, patch);
      return told(reply, targets.kind.title(name) + " scaled", "");
    }

    /** Objects of one kind. */
    private record Targets(Kind kind, List<String> names) {}

    private record Located(String namespace, String name) {}

    private Targets targets() {
      return targets(line.arguments());
    }

    private Targets targets(List<String> words) {
      String word = words.isEmpty() ? "" : words.getFirst();
      int slash = word.indexOf('/');
      String called = slash < 0 ? word : word.substring(0, slash);
      List<String> names = new ArrayList<>(words.subList(Math.min(1, words.size()), words.size()));
      if (slash >= 0) {
        names.addFirst(word.substring(slash + 1));
      }
      Kind kind =
          kinds
              .named(called)
              .orElseThrow(() -> new OutOfReachException("a resource type " + called));
      return new Targets(kind, names);
    }

    private String argument(int index) {
      return index < line.arguments().size() ? line.arguments().get(index) : "";
    }

    private String namespace() {
      return line.flag("namespace").orElse("default");
    }

    private String namespace(JsonNode object) {
      String own = object.path("metadata").path("namespace").asString("");
      return own.isEmpty() ? namespace() : own;
    }

    private String path(Kind kind, JsonNode object) {
      return kind.path(namespace(object)) + "/" + name(object);
    }

    private Reply call(Method method, String path) {
      return cluster.call(Request.of(user, method, path));
    }

    private Reply send(Method method, String path, String type, JsonNode body) {
      return cluster.call(new Request(user, method, path, type, body));
    }
  }

  private static String name(JsonNode object) {
    return object.path("metadata").path("name").asString("");
  }

  private static String retrieving(String file) {
    return "error when retrieving current configuration of:\nfrom server for: \"" + file + "\": ";
  }

  private static Ran noMatch(JsonNode object, String file) {
    return Ran.failed(
        "error: resource mapping not found for name: \"%s\" namespace: \"\" from \"%s\": "
                .formatted(name(object), file)
            + "no matches for kind \"%s\" in version \"%s\"\nensure CRDs are installed first\n"
                .formatted(
                    object.path("kind").asString(""), object.path("apiVersion").asString("")));
  }

  private static Ran told(Reply reply, String success, String source) {
    return reply.ok() ? new Ran(0, success + "\n", warnings(reply)) : refused(reply, source);
  }

  /** As {@code StandardErrorMessage} of kubectl's {@code pkg/cmd/util/helpers.go} says it. */
  private static Ran refused(Reply reply, String source) {
    String reason = reply.body().path("reason").asString("");
    String head = reason.isEmpty() ? "Error from server: " : "Error from server (" + reason + "): ";
    JsonNode details = reply.body().path("details");
    String text = head + source + reply.message();
    if (reason.equals("Invalid") && source.isEmpty() && details.has("kind")) {
      text =
          "The %s \"%s\" is invalid: %s"
              .formatted(
                  details.path("kind").asString(""),
                  details.path("name").asString(""),
                  reply.message());
    }
    return new Ran(1, "", warnings(reply) + text + "\n");
  }

  private static String warnings(Reply reply) {
    StringBuilder text = new StringBuilder();
    reply.warnings().forEach(warning -> text.append("Warning: ").append(warning).append('\n'));
    return text.toString();
  }
}
