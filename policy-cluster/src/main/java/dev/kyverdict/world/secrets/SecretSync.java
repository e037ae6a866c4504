package dev.kyverdict.world.secrets;

import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.actor.Host;
import dev.kyverdict.world.kube.Account;
import dev.kyverdict.world.kube.Trees;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An ExternalSecret becomes a Secret ({@code
 * pkg/controllers/externalsecret/externalsecret_controller.go}). Of the template engine it knows
 * texts with {@code {{ .key }}} in them, of the sources {@code data}, of the policies Owner and
 * Retain.
 *
 * @param host the cluster
 * @param account the operator's account
 */
record SecretSync(Host host, Account account) {

  private static final Pattern FIELD = Pattern.compile("\\{\\{\\s*\\.([A-Za-z0-9_]+)\\s*}}");

  /** {@code refreshInterval} when it is not set: {@code --requeue-interval}. */
  private static final Duration USUAL = Duration.ofHours(1);

  /** When it is to be looked at again; a negative time when it failed. */
  Optional<Duration> run(String namespace, String name) {
    String path = ExternalSecrets.API + "namespaces/" + namespace + "/externalsecrets/" + name;
    Reply found = account.get(host, path);
    if (!found.ok()) {
      return found.status() == 404 ? Optional.empty() : ExternalSecrets.failed();
    }
    JsonNode external = found.body();
    if (Trees.goes(external)) {
      return Optional.empty();
    }
    String target = Trees.text(external, "spec/target/name");
    String secretPath =
        "/api/v1/namespaces/%s/secrets/%s".formatted(namespace, target.isEmpty() ? name : target);
    Reply secret = account.get(host, secretPath);
    if (!secret.ok() && secret.status() != 404) {
      return ExternalSecrets.failed();
    }
    Duration interval = interval(Trees.text(external, "spec/refreshInterval")).orElse(USUAL);
    Optional<Duration> left = left(external, interval);
    if (secret.ok() && left.filter(Duration::isPositive).isPresent()) {
      return left;
    }
    String problem = sync(external, secretPath, secret);
    mark(path, external, problem);
    return problem.isEmpty() ? Optional.of(interval) : ExternalSecrets.failed();
  }

  /** How long what was synced is good for ({@code shouldRefresh}). */
  private Optional<Duration> left(JsonNode external, Duration interval) {
    if (!Trees.text(external, "status/syncedResourceVersion").equals(version(external))
        || !Trees.hasCondition(external, "Ready", "True")) {
      return Optional.empty();
    }
    return Trees.time(external, "status/refreshTime")
        .map(it -> Duration.between(host.now(), it.plus(interval)));
  }

  /** The generation with a hash of the metadata. */
  private static String version(JsonNode external) {
    JsonNode metadata = external.path("metadata");
    int hash = metadata.path("labels").hashCode() * 31 + metadata.path("annotations").hashCode();
    return Trees.at(external, "metadata/generation").asLong(0) + "-" + Integer.toHexString(hash);
  }

  /** Durations as Go writes them: {@code 1h0m0s}. */
  static Optional<Duration> interval(String text) {
    return text.isEmpty()
        ? Optional.empty()
        : Optional.of(Duration.parse("PT" + text.toUpperCase(java.util.Locale.ROOT)));
  }

  /** What went wrong; empty when nothing did. */
  private String sync(JsonNode external, String path, Reply there) {
    Stores stores = new Stores(host, account);
    Map<String, String> data = new TreeMap<>();
    if (stores.obstacle(Trees.at(external, "spec/secretStoreRef")).isPresent()) {
      return "could not get secret data from provider";
    }
    for (JsonNode entry : Trees.at(external, "spec/data")) {
      Optional<String> value = stores.value(entry.path("remoteRef"));
      if (value.isEmpty()) {
        return "could not get secret data from provider";
      }
      data.put(Trees.text(entry, "secretKey"), value.get());
    }
    return write(external, path, there, rendered(external, data)).ok()
        ? ""
        : "could not update Secret";
  }

  private static Map<String, String> rendered(JsonNode external, Map<String, String> data) {
    JsonNode template = Trees.at(external, "spec/target/template");
    Map<String, String> texts = Trees.texts(template.path("data"));
    if (texts.isEmpty()) {
      return data;
    }
    Map<String, String> rendered = new TreeMap<>();
    if (Trees.text(template, "mergePolicy").equals("Merge")) {
      rendered.putAll(data);
    }
    texts.forEach(
        (key, text) ->
            rendered.put(
                key,
                FIELD
                    .matcher(text)
                    .replaceAll(
                        it ->
                            java.util.regex.Matcher.quoteReplacement(
                                data.getOrDefault(it.group(1), "<no value>")))));
    return rendered;
  }

  private Reply write(JsonNode external, String path, Reply there, Map<String, String> data) {
    String namespace = Trees.namespace(external);
    int slash = path.lastIndexOf('/');
    ObjectNode secret =
        there.ok()
            ? Trees.copy(there.body())
            : Trees.head("v1", "Secret", namespace, path.substring(slash + 1))
                .put("type", "Opaque");
    ObjectNode metadata = Trees.below(secret, "metadata");
    String hash = Integer.toHexString(data.hashCode());
    Trees.below(metadata, "annotations").put("reconcile.external-secrets.io/data-hash", hash);
    Trees.below(metadata, "labels").put("reconcile.external-secrets.io/managed", "true");
    if (!Trees.isOwned(secret, Trees.text(external, "metadata/uid"))) {
      metadata.putArray("ownerReferences");
      Trees.own(
          secret,
          Trees.copy(external)
              .put("apiVersion", "external-secrets.io/v1")
              .put("kind", "ExternalSecret"));
    }
    ObjectNode encoded = Trees.object();
    data.forEach(
        (key, text) ->
            encoded.put(
                key, Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))));
    secret.set("data", encoded);
    return there.ok()
        ? account.replace(host, path, secret)
        : account.create(host, path.substring(0, slash), secret);
  }

  private void mark(String path, JsonNode external, String problem) {
    ObjectNode patch = Trees.object();
    ObjectNode status = patch.putObject("status");
    boolean done = problem.isEmpty();
    String value = done ? "True" : "False";
    if (done) {
      status.put("refreshTime", Trees.time(host.now()));
      status.put("syncedResourceVersion", version(external));
      String target = Trees.text(external, "spec/target/name");
      status.putObject("binding").put("name", target.isEmpty() ? Trees.name(external) : target);
    } else if (Trees.hasCondition(external, "Ready", value)) {
      return;
    }
    ObjectNode condition = status.putArray("conditions").addObject().put("type", "Ready");
    condition.put("status", value).put("reason", done ? "SecretSynced" : "SecretSyncedError");
    condition.put("message", done ? "secret synced" : problem);
    condition.put("lastTransitionTime", Trees.time(host.now()));
    account.merge(host, path + "/status", patch);
  }
}
