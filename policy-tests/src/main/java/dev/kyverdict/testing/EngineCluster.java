package dev.kyverdict.testing;

import dev.kyverdict.cluster.ApiPath;
import dev.kyverdict.cluster.AuditEntry;
import dev.kyverdict.cluster.Cluster;
import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.Request;
import dev.kyverdict.cluster.Request.Method;
import dev.kyverdict.cluster.fault.Effect;
import dev.kyverdict.cluster.fault.Faults;
import dev.kyverdict.engine.AdmissionRequest;
import dev.kyverdict.engine.KyvernoConfig;
import dev.kyverdict.engine.admission.Decision;
import dev.kyverdict.engine.admission.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The engine with objects around it: what is asked of it is decided, stored and listed, and nothing
 * else happens. Nothing acts by itself, nobody's rights are looked at.
 */
final class EngineCluster implements Cluster {

  private static final String ALONE =
      "the engine alone has no processes; judge by SIMULATED to stop and start them";

  private final EngineStore store = new EngineStore();
  private final Faults faults = new Faults();
  private final List<AuditEntry> audit = new ArrayList<>();
  private final Function<AdmissionRequest, Decision> kyverno;
  private Instant now = KyvernoConfig.DEFAULT.clock().instant();

  EngineCluster(Function<AdmissionRequest, Decision> kyverno) {
    this.kyverno = kyverno;
  }

  EngineStore store() {
    return store;
  }

  Faults faults() {
    return faults;
  }

  @Override
  public Reply call(Request request) {
    Optional<Effect> struck = faults.strike(request, now);
    Reply reply = struck.isPresent() ? strike(request, struck.get()) : serve(request);
    String verb = ApiPath.of(request.path()).verb(request.method());
    audit.add(
        new AuditEntry(
            now, request.user().username(), verb, request.path(), reply.status(), Map.of()));
    return reply;
  }

  private Reply strike(Request request, Effect effect) {
    return switch (effect) {
      case Effect.Answers(int status, String message) -> status(status, message);
      case Effect.Garbles(int status, String text) -> new Reply.Garbled(status, text);
      case Effect.Loses(Reply.Why why) -> new Reply.NoAnswer(why);
      case Effect.LosesAnswer(Reply.Why why) -> {
        serve(request);
        yield new Reply.NoAnswer(why);
      }
      case Effect.Delays(Duration delay) -> new Reply.NoAnswer(Reply.Why.TIMED_OUT);
      case Effect.Serves(Reply reply) -> reply;
      case Effect.Doubles() -> {
        serve(request);
        yield serve(request);
      }
    };
  }

  private Reply serve(Request request) {
    if (!request.path().startsWith("/")) {
      return new Reply.NoAnswer(Reply.Why.REFUSED);
    }
    ApiPath path = ApiPath.of(request.path());
    if (!path.isResource()) {
      return ok(200, store.resources(request.path()));
    }
    return switch (request.method()) {
      case GET -> path.name().isEmpty() ? ok(200, store.list(path)) : get(path);
      case POST -> create(request);
      case PUT, PATCH -> update(request, path);
      case DELETE -> delete(request, path);
    };
  }

  private Reply get(ApiPath path) {
    return there(path).map(object -> ok(200, object)).orElseGet(() -> absent(path));
  }

  private Optional<JsonNode> there(ApiPath path) {
    return store
        .kind(path)
        .flatMap(kind -> store.get(EngineStore.path(kind, path.namespace(), path.name())));
  }

  private Reply create(Request request) {
    JsonNode object = request.body();
    if (store.get(EngineStore.path(object)).isPresent()) {
      return status(
          409,
          "%s \"%s\" already exists"
              .formatted(ApiPath.of(request.path()).resource(), Trees.name(object)));
    }
    return admit(request, AdmissionRequest.create(object), 201);
  }

  private Reply update(Request request, ApiPath path) {
    Optional<JsonNode> before = there(path);
    if (before.isEmpty()) {
      return absent(path);
    }
    JsonNode after =
        request.method() == Method.PUT
            ? request.body()
            : Trees.merged(before.get(), request.body());
    return admit(request, AdmissionRequest.update(before.get(), after), 200);
  }

  private Reply delete(Request request, ApiPath path) {
    Optional<JsonNode> before = there(path);
    return before.isEmpty()
        ? absent(path)
        : admit(request, AdmissionRequest.delete(before.get()), 200);
  }

  private Reply admit(Request request, AdmissionRequest asked, int good) {
    Decision decision = kyverno.apply(Trees.by(asked, request.user(), namespaceLabels(asked)));
    if (!decision.allowed()) {
      return status(400, refusal(decision.response()));
    }
    boolean dry = ApiPath.of(request.path()).query().containsKey("dryRun");
    boolean gone = decision.object() instanceof NullNode || !decision.object().isObject();
    JsonNode object = gone ? asked.oldObject() : decision.object();
    if (!dry && gone) {
      store.remove(EngineStore.path(object));
    } else if (!dry) {
      store.put(object);
    }
    return new Reply.Answered(good, object, decision.warnings());
  }

  private Map<String, String> namespaceLabels(AdmissionRequest request) {
    Map<String, String> labels = new HashMap<>(request.namespaceLabels());
    store
        .get("/api/v1/namespaces/" + request.namespace())
        .ifPresent(namespace -> labels.putAll(Trees.labels(namespace)));
    return labels;
  }

  private static String refusal(Response response) {
    return switch (response) {
      case Response.Denied denied -> "admission webhook denied the request: " + denied.message();
      case Response.Undecided undecided -> undecided.reason();
      case Response.WebhookFailed failed -> "failed calling webhook: " + failed.reason();
      case Response.Allowed allowed -> allowed.remark();
    };
  }

  private static Reply ok(int status, JsonNode body) {
    return new Reply.Answered(status, body, List.of());
  }

  private static Reply absent(ApiPath path) {
    return status(404, "%s \"%s\" not found".formatted(path.resource(), path.name()));
  }

  private static Reply status(int status, String message) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("kind", "Status").put("apiVersion", "v1").put("status", "Failure");
    return ok(status, body.put("message", message).put("code", status));
  }

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public void pass(Duration time) {
    now = now.plus(time);
  }

  @Override
  public boolean await(Duration atMost, BooleanSupplier condition) {
    return condition.getAsBoolean();
  }

  @Override
  public List<AuditEntry> audit() {
    return List.copyOf(audit);
  }

  @Override
  public void stop(String process) {
    throw new IllegalArgumentException(ALONE);
  }

  @Override
  public void start(String process) {
    throw new IllegalArgumentException(ALONE);
  }

  @Override
  public void close() {
    audit.clear();
  }
}
