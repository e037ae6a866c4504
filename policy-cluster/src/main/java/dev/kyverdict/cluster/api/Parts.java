package dev.kyverdict.cluster.api;

import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.types.ResourceType;
import dev.kyverdict.cluster.types.Subresource;
import dev.kyverdict.model.Match.Operation;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** Subresources. */
final class Parts {

  private static final Set<String> CONNECTIONS = Set.of("exec", "attach", "portforward", "proxy");

  private final World world;
  private final Admission admission;
  private final Reads reads;
  private final Replacement replacement;
  private final Deletion deletion;

  Parts(World world, Admission admission, Replacement replacement, Deletion deletion) {
    this.world = world;
    this.admission = admission;
    this.reads = new Reads(world);
    this.replacement = replacement;
    this.deletion = deletion;
  }

  Reply answer(Call call, ResourceType type, Subresource part) {
    int slash = part.name().indexOf('/');
    String name = slash < 0 ? part.name() : part.name().substring(0, slash);
    if (name.equals("scale")) {
      return new Scales(reads, replacement).answer(call, type);
    }
    if (CONNECTIONS.contains(name)) {
      return connect(call, type);
    }
    return switch (name) {
      case "eviction" -> evict(call, type);
      case "binding" -> bind(call, type);
      case "token" -> token(call, type);
      case "log" -> new Reply.Garbled(200, "");
      default ->
          switch (call.verb()) {
            case "get" -> reads.get(call, type);
            case "patch" -> replacement.patch(call, type);
            default -> replacement.put(call, type);
          };
    };
  }

  /** Admission speaks; then there is no kubelet to connect to. */
  private Reply connect(Call call, ResourceType type) {
    reads.find(call, type);
    ObjectNode options = JsonNodeFactory.instance.objectNode();
    call.path().query().forEach(options::put);
    Attributes attributes =
        attributes(call, type, Operation.CONNECT, options, NullNode.getInstance());
    admission.mutate(call, attributes);
    admission.validate(call, attributes);
    throw Refusal.of(500, "", "pod %s does not have a host assigned".formatted(call.path().name()));
  }

  private Reply evict(Call call, ResourceType type) {
    JsonNode pod = reads.find(call, type);
    JsonNode eviction = asked(call, type);
    deletion.evict(call, type, pod, eviction.path("deleteOptions"));
    ObjectNode status = JsonNodeFactory.instance.objectNode();
    status.put("kind", "Status").put("apiVersion", "v1");
    status.putObject("metadata");
    return call.answer(201, status.put("status", "Success").put("code", 201));
  }

  private Reply bind(Call call, ResourceType type) {
    JsonNode binding = asked(call, type);
    JsonNode pod = reads.find(call, type);
    ObjectNode copy = Meta.copy(pod);
    ObjectNode spec = JsonNodeFactory.instance.objectNode();
    pod.path("spec").properties().forEach(it -> spec.set(it.getKey(), it.getValue()));
    copy.set("spec", spec.put("nodeName", binding.path("target").path("name").asString("")));
    if (!call.dryRun()) {
      world.replace(type, pod, copy);
    }
    ObjectNode status = JsonNodeFactory.instance.objectNode();
    status.put("kind", "Status").put("apiVersion", "v1");
    status.putObject("metadata");
    return call.answer(201, status.put("status", "Success").put("code", 201));
  }

  private Reply token(Call call, ResourceType type) {
    JsonNode account = reads.find(call, type);
    ObjectNode request = Meta.copy(asked(call, type));
    ObjectNode status = request.putObject("status");
    status.put("token", "token-of-" + Meta.namespace(account) + "-" + Meta.name(account));
    status.put("expirationTimestamp", Meta.time(world.now().plusSeconds(3600)));
    return call.answer(201, request);
  }

  /** The object of a POST to a subresource, after admission. */
  private JsonNode asked(Call call, ResourceType type) {
    ObjectNode body = Meta.copy(call.request().body());
    Meta.of(body).put("namespace", call.path().namespace());
    if (Meta.name(body).isEmpty()) {
      Meta.of(body).put("name", call.path().name());
    }
    Attributes attributes = attributes(call, type, Operation.CREATE, body, Options.create(call));
    JsonNode mutated = admission.mutate(call, attributes);
    admission.validate(call, attributes.withObject(mutated));
    return mutated;
  }

  private static Attributes attributes(
      Call call, ResourceType type, Operation operation, JsonNode object, JsonNode options) {
    return new Attributes(
        type,
        call.path().subresource(),
        operation,
        call.path().namespace(),
        call.path().name(),
        object,
        NullNode.getInstance(),
        options);
  }
}
