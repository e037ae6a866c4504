package dev.kyverdict.world.secrets;

import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.actor.Host;
import dev.kyverdict.world.kube.Account;
import dev.kyverdict.world.kube.Trees;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A ClusterExternalSecret makes an ExternalSecret in each namespace that it selects ({@code
 * pkg/controllers/clusterexternalsecret/clusterexternalsecret_controller.go}), without the
 * finalizers that newer versions put on namespaces.
 *
 * @param host the cluster
 * @param account the operator's account
 */
record NamespaceSync(Host host, Account account) {

  /** {@code --requeue-interval}. */
  private static final Duration USUAL = Duration.ofHours(1);

  /** When it is to be looked at again; a negative time when it failed. */
  Optional<Duration> run(String name) {
    String path = ExternalSecrets.API + "clusterexternalsecrets/" + name;
    Reply found = account.get(host, path);
    if (!found.ok()) {
      return found.status() == 404 ? Optional.empty() : ExternalSecrets.failed();
    }
    JsonNode cluster = found.body();
    if (Trees.goes(cluster)) {
      return Optional.empty();
    }
    String named = Trees.text(cluster, "spec/externalSecretName");
    String secret = named.isEmpty() ? name : named;
    Optional<Map<String, JsonNode>> selected = selected(cluster);
    if (selected.isEmpty()) {
      return ExternalSecrets.failed();
    }
    List<String> failed = new ArrayList<>();
    TreeSet<String> provisioned = new TreeSet<>();
    selected
        .get()
        .forEach(
            (namespace, object) -> {
              if (!Trees.goes(object)) {
                (ensure(cluster, namespace, secret) ? provisioned : failed).add(namespace);
              }
            });
    for (JsonNode before : Trees.at(cluster, "status/provisionedNamespaces")) {
      if (!selected.get().containsKey(before.asString(""))) {
        account.delete(host, collection(before.asString("")) + "/" + secret);
      }
    }
    mark(path, cluster, secret, provisioned, failed);
    return Optional.of(SecretSync.interval(Trees.text(cluster, "spec/refreshTime")).orElse(USUAL));
  }

  private static String collection(String namespace) {
    return ExternalSecrets.API + "namespaces/" + namespace + "/externalsecrets";
  }

  private Optional<Map<String, JsonNode>> selected(JsonNode cluster) {
    Map<String, JsonNode> namespaces = new TreeMap<>();
    List<JsonNode> selectors = new ArrayList<>();
    Trees.at(cluster, "spec/namespaceSelectors").forEach(selectors::add);
    if (Trees.at(cluster, "spec").has("namespaceSelector")) {
      selectors.add(Trees.at(cluster, "spec/namespaceSelector"));
    }
    for (JsonNode selector : selectors) {
      String query = URLEncoder.encode(selector(selector), StandardCharsets.UTF_8);
      Reply list = account.get(host, "/api/v1/namespaces?labelSelector=" + query);
      if (!list.ok()) {
        return Optional.empty();
      }
      list.body().path("items").forEach(it -> namespaces.put(Trees.name(it), it));
    }
    for (JsonNode name : Trees.at(cluster, "spec/namespaces")) {
      Reply one = account.get(host, "/api/v1/namespaces/" + name.asString(""));
      if (one.ok()) {
        namespaces.put(name.asString(""), one.body());
      }
    }
    return Optional.of(namespaces);
  }

  private static String selector(JsonNode selector) {
    List<String> parts = new ArrayList<>();
    Trees.texts(selector.path("matchLabels")).forEach((key, value) -> parts.add(key + "=" + value));
    for (JsonNode expression : selector.path("matchExpressions")) {
      String key = Trees.text(expression, "key");
      String values =
          expression
              .path("values")
              .valueStream()
              .map(it -> it.asString(""))
              .collect(Collectors.joining(",", "(", ")"));
      parts.add(
          switch (Trees.text(expression, "operator")) {
            case "In" -> key + " in " + values;
            case "NotIn" -> key + " notin " + values;
            case "DoesNotExist" -> "!" + key;
            default -> key;
          });
    }
    return String.join(",", parts);
  }

  private boolean ensure(JsonNode cluster, String namespace, String name) {
    Reply there = account.get(host, collection(namespace) + "/" + name);
    JsonNode spec = Trees.at(cluster, "spec/externalSecretSpec");
    if (there.ok()) {
      if (!Trees.isOwned(there.body(), Trees.text(cluster, "metadata/uid"))) {
        return false;
      }
      if (there.body().path("spec").equals(spec)) {
        return true;
      }
      ObjectNode changed = Trees.copy(there.body());
      changed.set("spec", spec);
      return account.replace(host, collection(namespace) + "/" + name, changed).ok();
    }
    if (there.status() != 404) {
      return false;
    }
    ObjectNode external = Trees.head("external-secrets.io/v1", "ExternalSecret", namespace, name);
    external.set("spec", spec);
    Trees.own(
        external,
        Trees.copy(cluster)
            .put("apiVersion", "external-secrets.io/v1")
            .put("kind", "ClusterExternalSecret"));
    return account.create(host, collection(namespace), external).ok();
  }

  private void mark(
      String path,
      JsonNode cluster,
      String secret,
      TreeSet<String> provisioned,
      List<String> failed) {
    ObjectNode changed = Trees.copy(cluster);
    ObjectNode status = Trees.below(changed, "status").put("externalSecretName", secret);
    ArrayNode names = status.putArray("provisionedNamespaces");
    provisioned.forEach(names::add);
    status.remove("failedNamespaces");
    if (!failed.isEmpty()) {
      ArrayNode failures = status.putArray("failedNamespaces");
      failed.forEach(
          it ->
              failures.addObject().put("namespace", it).put("reason", "could not be provisioned"));
    }
    ObjectNode condition = status.putArray("conditions").addObject().put("type", "Ready");
    condition.put("status", failed.isEmpty() ? "True" : "False");
    if (!failed.isEmpty()) {
      condition.put("message", "one or more namespaces failed");
    }
    if (!changed.equals(cluster)) {
      account.replace(host, path + "/status", changed);
    }
  }
}
