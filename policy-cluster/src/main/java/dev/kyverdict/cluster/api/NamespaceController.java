package dev.kyverdict.cluster.api;

import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.Request.Method;
import dev.kyverdict.cluster.actor.Change;
import dev.kyverdict.cluster.actor.Host;
import dev.kyverdict.cluster.api.Errand.EndNamespace;
import dev.kyverdict.cluster.api.Errand.Furnish;
import dev.kyverdict.cluster.api.Errand.Furniture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Namespaces end with all that is in them ({@code pkg/controller/namespace}), and each has a
 * service account and certificates ({@code pkg/controller/serviceaccount}, {@code
 * rootcacertpublisher}).
 */
final class NamespaceController {

  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final Duration LONGEST_FURNISHING = Duration.ofSeconds(1000);

  /** So long the controller waits before it begins. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  private static final String CERTIFICATES = "kube-root-ca.crt";

  private final boolean furnishing;
  private final Desk desk;
  private final Desk accounts;
  private final Desk certificates;

  NamespaceController(boolean furnishing) {
    this(
        furnishing,
        new Desk("namespace-controller"),
        new Desk("service-account-controller"),
        new Desk("root-ca-cert-publisher"));
  }

  private NamespaceController(boolean furnishing, Desk desk, Desk accounts, Desk certificates) {
    this.furnishing = furnishing;
    this.desk = desk;
    this.accounts = accounts;
    this.certificates = certificates;
  }

  NamespaceController copy() {
    return new NamespaceController(furnishing, desk.copy(), accounts.copy(), certificates.copy());
  }

  void started(Host host) {
    desk.get(host, "/api/v1/namespaces")
        .body()
        .path("items")
        .forEach(namespace -> namespace(host, namespace));
  }

  void changed(Host host, Change change) {
    JsonNode object = change.object();
    boolean gone = change.type() == Change.Type.DELETED;
    switch (object.path("kind").asString("")) {
      case "Namespace" -> {
        if (!gone) {
          namespace(host, object);
        }
      }
      case "ServiceAccount" -> {
        if (gone && Meta.name(object).equals("default")) {
          ask(host, Meta.namespace(object), Furniture.ACCOUNT);
        }
      }
      default -> {
        if (gone && Meta.name(object).equals(CERTIFICATES)) {
          ask(host, Meta.namespace(object), Furniture.CERTIFICATES);
        }
      }
    }
  }

  private void namespace(Host host, JsonNode namespace) {
    String name = Meta.name(namespace);
    if (Meta.isGoing(namespace)) {
      host.after(GRACE, new EndNamespace(name, 0));
    } else {
      ask(host, name, Furniture.ACCOUNT);
      ask(host, name, Furniture.CERTIFICATES);
    }
  }

  private void ask(Host host, String namespace, Furniture furniture) {
    if (furnishing) {
      host.after(Duration.ZERO, new Furnish(namespace, furniture, 0));
    }
  }

  /** Makes what a namespace lacks. */
  void furnish(Host host, Furnish errand) {
    boolean account = errand.object() == Furniture.ACCOUNT;
    Desk maker = account ? accounts : certificates;
    Reply namespace = desk.get(host, "/api/v1/namespaces/" + errand.name());
    if (!namespace.ok() || Meta.isGoing(namespace.body())) {
      return;
    }
    ObjectNode object = Desk.object("v1", account ? "ServiceAccount" : "ConfigMap");
    ObjectNode metadata = object.putObject("metadata");
    metadata.put("name", account ? "default" : CERTIFICATES).put("namespace", errand.name());
    if (!account) {
      metadata
          .putObject("annotations")
          .put(
              "kubernetes.io/description",
              "Contains a CA bundle that can be used to verify the kube-apiserver when using"
                  + " internal endpoints such as the internal service IP or"
                  + " kubernetes.default.svc. No other usage is guaranteed across distributions of"
                  + " Kubernetes clusters.");
      object.putObject("data").put("ca.crt", "");
    }
    String path =
        "/api/v1/namespaces/" + errand.name() + (account ? "/serviceaccounts" : "/configmaps");
    Reply reply = maker.send(host, Method.POST, path, object);
    if (!reply.ok() && reply.status() != 409 && reply.status() != 404) {
      host.after(errand.delay(LONGEST_FURNISHING), errand.again());
    }
  }

  /** {@code namespaced_resources_deleter.go}. */
  void end(Host host, EndNamespace errand) {
    String path = "/api/v1/namespaces/" + errand.name();
    Reply found = desk.get(host, path);
    if (found.status() == 404 || (found.ok() && !Meta.isGoing(found.body()))) {
      return;
    }
    JsonNode namespace = found.body();
    if (found.ok() && !isOurs(namespace)) {
      return;
    }
    Content content = found.ok() ? empty(host, errand.name()) : Content.FAILED;
    if (found.ok() && !content.failed()) {
      describe(host, path, namespace, content);
    }
    if (content.failed()) {
      host.after(errand.delay(LONGEST), errand.again());
    } else if (content.remaining() > 0) {
      host.after(Duration.ofSeconds(Content.ESTIMATE / 2 + 1), errand);
    } else if (!finish(host, path)) {
      host.after(errand.delay(LONGEST), errand.again());
    }
  }

  private static boolean isOurs(JsonNode namespace) {
    for (JsonNode finalizer : namespace.path("spec").path("finalizers")) {
      if (finalizer.asString("").equals("kubernetes")) {
        return true;
      }
    }
    return false;
  }

  /** What is still in a namespace. */
  private record Content(boolean failed, int remaining, List<String> left, List<String> held) {
    static final int ESTIMATE = 15;
    static final Content FAILED = new Content(true, 0, List.of(), List.of());
    static final Content NONE = new Content(false, 0, List.of(), List.of());

    Content with(Content other) {
      List<String> allLeft = new ArrayList<>(left);
      allLeft.addAll(other.left);
      List<String> allHeld = new ArrayList<>(held);
      allHeld.addAll(other.held);
      return new Content(failed || other.failed, remaining + other.remaining, allLeft, allHeld);
    }
  }

  /** Deletes all that is in a namespace: pods first, and the rest when they are gone. */
  private Content empty(Host host, String namespace) {
    List<Desk.Place> places = new ArrayList<>();
    desk.all(host).values().stream()
        .filter(place -> place.namespaced() && place.deletes())
        .forEach(places::add);
    Content content =
        places.stream()
            .filter(NamespaceController::isPods)
            .map(place -> empty(host, namespace, place))
            .reduce(Content.NONE, Content::with);
    if (content.remaining() > 0) {
      return content;
    }
    for (Desk.Place place : places) {
      if (!isPods(place)) {
        content = content.with(empty(host, namespace, place));
      }
    }
    return content;
  }

  private static boolean isPods(Desk.Place place) {
    return place.plural().equals("pods") && place.root().equals("/api/v1");
  }

  private Content empty(Host host, String namespace, Desk.Place place) {
    String path = place.path(namespace);
    ObjectNode options = Desk.object("v1", "DeleteOptions").put("propagationPolicy", "Background");
    boolean done = true;
    if (place.collects()) {
      done = desk.send(host, Method.DELETE, path, options).ok();
    } else {
      for (JsonNode item : desk.get(host, path).body().path("items")) {
        Reply reply = desk.send(host, Method.DELETE, path + "/" + Meta.name(item), options);
        done &= reply.ok() || reply.status() == 404;
      }
    }
    Reply rest = desk.get(host, path);
    JsonNode items = rest.body().path("items");
    List<String> held = new ArrayList<>();
    items.forEach(item -> held.addAll(Meta.finalizers(item)));
    boolean stuck = !items.isEmpty() && held.isEmpty() && !isPods(place);
    String group = place.root().replaceFirst("^/api(s/([^/]*))?/.*", "$2");
    List<String> left =
        items.isEmpty()
            ? List.of()
            : List.of(
                "%s.%s has %d resource instances".formatted(place.plural(), group, items.size()));
    return new Content(!done || !rest.ok() || stuck, items.size(), left, held);
  }

  private void describe(Host host, String path, JsonNode namespace, Content content) {
    ObjectNode copy = Meta.copy(namespace);
    ObjectNode status = JsonNodeFactory.instance.objectNode();
    namespace.path("status").properties().forEach(it -> status.set(it.getKey(), it.getValue()));
    JsonNode conditions =
        NamespaceConditions.of(
            namespace.path("status").path("conditions"),
            content.left(),
            content.held(),
            Meta.time(host.now()));
    if (!conditions.equals(namespace.path("status").path("conditions"))) {
      copy.set("status", status.set("conditions", conditions));
      desk.send(host, Method.PUT, path + "/status", copy);
    }
  }

  private boolean finish(Host host, String path) {
    Reply found = desk.get(host, path);
    if (!found.ok()) {
      return found.status() == 404;
    }
    ObjectNode copy = Meta.copy(found.body());
    ObjectNode spec = JsonNodeFactory.instance.objectNode();
    found.body().path("spec").properties().forEach(it -> spec.set(it.getKey(), it.getValue()));
    List<JsonNode> rest = new ArrayList<>();
    for (JsonNode finalizer : spec.path("finalizers")) {
      if (!finalizer.asString("").equals("kubernetes")) {
        rest.add(finalizer);
      }
    }
    spec.remove("finalizers");
    if (!rest.isEmpty()) {
      spec.putArray("finalizers").addAll(rest);
    }
    copy.set("spec", spec);
    Reply reply = desk.send(host, Method.PUT, path + "/finalize", copy);
    return reply.ok() || reply.status() == 404;
  }
}
