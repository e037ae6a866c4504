package dev.kyverdict.world.apps;

import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.actor.Host;
import dev.kyverdict.world.kube.Account;
import dev.kyverdict.world.kube.Trees;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * Fills in what a container gets from the cluster ({@code k8s.io/kubernetes/pkg/kubelet}): without
 * a Secret or ConfigMap that it needs it does not start.
 */
final class Containers {

  private final Host host;
  private final Account kubelet;
  private final JsonNode pod;

  /** Why a container cannot start yet. */
  static final class NotYet extends Exception {
    private static final long serialVersionUID = 1;

    NotYet(String reason) {
      super(reason);
    }
  }

  Containers(Host host, Account kubelet, JsonNode pod) {
    this.host = host;
    this.kubelet = kubelet;
    this.pod = pod;
  }

  /** The first container of the pod. */
  Container first() throws NotYet {
    JsonNode container = Trees.at(pod, "spec/containers").path(0);
    List<String> command = new ArrayList<>();
    container.path("command").forEach(it -> command.add(it.asString("")));
    container.path("args").forEach(it -> command.add(it.asString("")));
    Account account =
        Account.serviceAccount(Trees.namespace(pod), Trees.text(pod, "spec/serviceAccountName"));
    return new Container(
        account,
        Trees.namespace(pod),
        command,
        environment(container),
        files(container),
        volumes());
  }

  private List<String> volumes() throws NotYet {
    List<String> volumes = new ArrayList<>();
    for (String claim : Pods.claims(pod)) {
      String path =
          "/api/v1/namespaces/%s/persistentvolumeclaims/%s".formatted(Trees.namespace(pod), claim);
      Reply found = kubelet.get(host, path);
      if (!found.ok()) {
        throw new NotYet(found.message());
      }
      volumes.add(Trees.text(found.body(), "spec/volumeName"));
    }
    return volumes;
  }

  private Map<String, String> environment(JsonNode container) throws NotYet {
    Map<String, String> environment = new TreeMap<>();
    for (JsonNode from : container.path("envFrom")) {
      for (String kind : List.of("configMap", "secret")) {
        JsonNode reference = from.path(kind + "Ref");
        if (!reference.isMissingNode()) {
          environment.putAll(data(kind, reference, Trees.text(reference, "name")));
        }
      }
    }
    for (JsonNode variable : container.path("env")) {
      value(variable).ifPresent(it -> environment.put(Trees.text(variable, "name"), it));
    }
    return environment;
  }

  private Optional<String> value(JsonNode variable) throws NotYet {
    for (String kind : List.of("configMap", "secret")) {
      JsonNode reference = Trees.at(variable, "valueFrom/" + kind + "KeyRef");
      if (!reference.isMissingNode()) {
        String key = Trees.text(reference, "key");
        String name = Trees.text(reference, "name");
        String value = data(kind, reference, name).get(key);
        if (value == null && !reference.path("optional").asBoolean(false)) {
          throw new NotYet("couldn't find key %s in %s".formatted(key, kind + " " + name));
        }
        return Optional.ofNullable(value);
      }
    }
    return Optional.of(Trees.text(variable, "value"));
  }

  private Map<String, String> files(JsonNode container) throws NotYet {
    Map<String, String> files = new TreeMap<>();
    for (JsonNode mount : container.path("volumeMounts")) {
      for (JsonNode volume : Trees.at(pod, "spec/volumes")) {
        if (Trees.text(volume, "name").equals(Trees.text(mount, "name"))) {
          String folder = Trees.text(mount, "mountPath");
          held(volume).forEach((key, text) -> files.put(folder + "/" + key, text));
        }
      }
    }
    return files;
  }

  private Map<String, String> held(JsonNode volume) throws NotYet {
    if (volume.has("configMap")) {
      return data("configMap", volume.path("configMap"), Trees.text(volume, "configMap/name"));
    }
    if (volume.has("secret")) {
      return data("secret", volume.path("secret"), Trees.text(volume, "secret/secretName"));
    }
    return Map.of();
  }

  private Map<String, String> data(String kind, JsonNode reference, String name) throws NotYet {
    boolean secret = kind.equals("secret");
    String path =
        "/api/v1/namespaces/%s/%s/%s"
            .formatted(Trees.namespace(pod), secret ? "secrets" : "configmaps", name);
    Reply found = kubelet.get(host, path);
    if (!found.ok()) {
      if (found.status() == 404 && reference.path("optional").asBoolean(false)) {
        return Map.of();
      }
      throw new NotYet(found.message());
    }
    Map<String, String> data = Trees.texts(found.body().path("data"));
    if (secret) {
      data.replaceAll(
          (key, text) -> new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8));
    }
    return data;
  }
}
