package dev.kyverdict.world.batch;

import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.actor.Host;
import dev.kyverdict.world.apps.Container;
import dev.kyverdict.world.batch.Bucket.GarbledException;
import dev.kyverdict.world.kube.Trees;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * What the bucket holds: {@code find_namespaces}, {@code find_repositories} and {@code
 * find_backups}.
 */
final class Search {

  private static final int RESTORABLE = 63;
  private static final int KEY = 253;

  private final Container container;
  private final Inputs inputs;
  private final Told told;
  private final Host host;
  private final Bucket bucket;
  private String incomplete;

  /** There is no listing to go by. */
  static final class GivenUpException extends Exception {
    private static final long serialVersionUID = 1;

    GivenUpException() {
      super("given up");
    }
  }

  Search(Host host, Container container, Inputs inputs, Told told, String incomplete) {
    this.host = host;
    this.container = container;
    this.inputs = inputs;
    this.told = told;
    this.bucket = new Bucket(host, inputs.text("BUCKET"));
    this.incomplete = incomplete;
  }

  private GivenUpException giveUp(String what, String detail) {
    told.fail(what, "", "", detail);
    if (hasCatalogue()) {
      told.fail(
          "catalogue-not-written",
          inputs.text("CATALOGUE_NAMESPACE"),
          "",
          "no listing: " + what + " failed");
    }
    return new GivenUpException();
  }

  private boolean hasCatalogue() {
    return !inputs.text("CATALOGUE").isEmpty();
  }

  private void overlooked(String what, String namespace, String claim, String detail) {
    told.fail(what, namespace, claim, detail);
    if (incomplete.isEmpty()) {
      String about = claim.isEmpty() ? namespace : namespace + "/" + claim;
      incomplete = what + " failed for " + about;
    }
  }

  Stock namespaces(Stock stock) throws GivenUpException {
    Map<String, String> states = states();
    JsonNode answer = bucket.list("", true).orElse(null);
    if (answer == null) {
      throw giveUp("list-bucket", "");
    }
    Bucket.Level level;
    try {
      level = Bucket.level(answer, "");
    } catch (GarbledException garbled) {
      throw giveUp("list-bucket", garbled.why());
    }
    TreeSet<String> usable = new TreeSet<>();
    List<String> listed = new ArrayList<>();
    for (String name : level.names()) {
      if (!Backup.isNamespace(name)) {
        told.say(
            "skip:bad-namespace-name", name, "", "not a DNS-1123 label of at most 63 characters");
        continue;
      }
      if (isUsable(name, states.getOrDefault(name, "skip:namespace-missing"))) {
        usable.add(name);
      }
      // The catalogue is about what the bucket holds, whether or not the cluster is ready for it.
      if (usable.contains(name) || hasCatalogue()) {
        listed.add(name);
      }
    }
    strays(level, "", "");
    return stock.withNamespaces(usable, listed);
  }

  private Map<String, String> states() throws GivenUpException {
    Reply reply = container.account().get(host, "/api/v1/namespaces");
    JsonNode items = reply.body().path("items");
    if (!reply.ok() || items.isEmpty()) {
      throw giveUp("list-namespaces", "");
    }
    Map<String, String> states = new TreeMap<>();
    for (JsonNode item : items) {
      boolean active = Trees.text(item, "status/phase").equals("Active") && !Trees.goes(item);
      states.put(Trees.name(item), active ? "active" : "skip:namespace-terminating");
    }
    return states;
  }

  private boolean isUsable(String namespace, String state) {
    if (List.of(inputs.text("EXCLUDED_NAMESPACES").split(" ", -1)).contains(namespace)) {
      told.say("skip:namespace-excluded", namespace, "", "");
      return false;
    }
    if (!state.equals("active")) {
      told.say(state, namespace, "", "");
      return false;
    }
    String secret = inputs.text("BASE_SECRET");
    return secret.isEmpty() || hasSecret(namespace, secret);
  }

  private boolean hasSecret(String namespace, String secret) {
    Kubectl.Found found =
        new Kubectl(host, container.account())
            .get("/api/v1/namespaces/%s/secrets/%s".formatted(namespace, secret));
    if (!found.known()) {
      told.fail("get-secret", namespace, "", "");
    } else if (found.object().isEmpty()) {
      told.say("skip:base-secret-missing", namespace, "", secret);
    }
    return found.object().isPresent();
  }

  private void strays(Bucket.Level level, String namespace, String prefix) {
    if (!level.strays().isEmpty()) {
      told.say(
          "skip:stray-keys",
          namespace,
          "",
          "belong to no claim: %d, the first is %s"
              .formatted(level.strays().size(), prefix + level.strays().getFirst()));
    }
  }

  Stock repositories(Stock stock) {
    Map<String, JsonNode> answers = new LinkedHashMap<>();
    for (String namespace : stock.namespaces()) {
      Optional<JsonNode> answer = bucket.list(namespace + "/", true);
      answer.ifPresent(it -> answers.put(namespace, it));
      if (answer.isEmpty()) {
        overlooked("list-prefix", namespace, "", "");
      }
    }
    List<Backup> found = new ArrayList<>();
    answers.forEach((namespace, answer) -> claims(namespace, answer, found));
    return stock.withRepositories(found, incomplete);
  }

  private void claims(String namespace, JsonNode answer, List<Backup> found) {
    Bucket.Level level;
    try {
      level = Bucket.level(answer, namespace + "/");
    } catch (GarbledException garbled) {
      overlooked("list-prefix", namespace, "", garbled.why());
      return;
    }
    for (String name : level.names()) {
      boolean restorable = name.length() <= RESTORABLE;
      if (!Backup.isClaim(name)) {
        told.say("skip:bad-pvc-name", namespace, name, "not a DNS-1123 subdomain");
        continue;
      }
      if (!restorable) {
        told.say(
            "skip:pvc-name-too-long",
            namespace,
            name,
            name.length() + " characters, VolSync restores to 63");
      }
      // A key of a ConfigMap has at most 253 characters.
      if ((restorable || hasCatalogue()) && namespace.length() + 1 + name.length() <= KEY) {
        found.add(new Backup(namespace, name, ""));
      }
    }
    strays(level, namespace, namespace + "/");
  }

  Stock backups(Stock stock) {
    Map<Backup, JsonNode> answers = new LinkedHashMap<>();
    for (Backup one : stock.repositories()) {
      Optional<JsonNode> answer = bucket.list(prefix(one), false);
      answer.ifPresent(it -> answers.put(one, it));
      if (answer.isEmpty()) {
        overlooked("list-snapshots", one.namespace(), one.claim(), "");
      }
    }
    List<Backup> found = new ArrayList<>();
    answers.forEach((one, answer) -> snapshots(one, answer, found));
    return stock.withBackups(found, incomplete);
  }

  private static String prefix(Backup one) {
    return "%s/%s/snapshots/".formatted(one.namespace(), one.claim());
  }

  private void snapshots(Backup one, JsonNode answer, List<Backup> found) {
    try {
      Optional<String> newest = Bucket.newest(answer, prefix(one));
      if (newest.isPresent()) {
        String tag = "s3-" + newest.get().substring(0, 16);
        found.add(new Backup(one.namespace(), one.claim(), tag));
      } else {
        told.say(
            "skip:no-snapshot",
            one.namespace(),
            one.claim(),
            "objects below snapshots/: " + Bucket.size(answer));
      }
    } catch (GarbledException garbled) {
      overlooked("list-snapshots", one.namespace(), one.claim(), garbled.why());
    }
  }
}
