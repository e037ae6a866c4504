package dev.kyverdict.world.batch;

import dev.kyverdict.world.kube.Trees;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The ConfigMaps that tell admission which claims have a backup: {@code write_catalogue}. */
final class Catalogue {

  private static final int LONGEST = 300;

  private final Kubectl kubectl;
  private final Inputs inputs;
  private final Told told;
  private final String namespace;
  private final List<JsonNode> creates = new ArrayList<>();
  private final List<JsonNode> replaces = new ArrayList<>();

  Catalogue(Kubectl kubectl, Inputs inputs, Told told) {
    this.kubectl = kubectl;
    this.inputs = inputs;
    this.told = told;
    this.namespace = inputs.text("CATALOGUE_NAMESPACE");
  }

  /** Writes it; what is to be warmed comes back: of a listing that is not believed nothing. */
  Stock write(Stock stock) {
    if (!stock.incomplete().isEmpty()) {
      notWritten("the listing is incomplete: " + stock.incomplete());
      return stock;
    }
    int before = told.errors();
    List<String> names = names();
    Map<String, JsonNode> present = new TreeMap<>();
    for (String name : names) {
      Kubectl.Found found = kubectl.get(path(name));
      if (!found.known()) {
        notWritten("cannot read the old one");
        return stock;
      }
      found.object().ifPresent(it -> present.put(name, it));
    }
    Map<String, Map<String, String>> wanted = new LinkedHashMap<>();
    for (Backup one : stock.backups()) {
      wanted
          .computeIfAbsent(shard(one.namespace()), it -> new TreeMap<>())
          .put(one.namespace() + "." + one.claim(), one.tag());
    }
    if (!new Losses(present, wanted).tell(told, namespace)) {
      return stock.withBackups(List.of(), stock.incomplete());
    }
    for (String name : names) {
      plan(name, wanted.getOrDefault(name, Map.of()), Optional.ofNullable(present.get(name)));
    }
    send();
    if (told.errors() == before) {
      told.say(
          "ok:catalogue",
          namespace,
          "",
          "%s: entries %d, ConfigMaps %d, updated %s"
              .formatted(
                  inputs.text("CATALOGUE"), stock.backups().size(), names.size(), inputs.now()));
    }
    return stock;
  }

  private void notWritten(String why) {
    told.fail("catalogue-not-written", namespace, "", why);
  }

  private String path(String name) {
    return collection() + "/" + name;
  }

  private String collection() {
    return "/api/v1/namespaces/" + namespace + "/configmaps";
  }

  private List<String> names() {
    int digits = (int) inputs.number("CATALOGUE_DIGITS");
    String name = inputs.text("CATALOGUE");
    if (digits == 0) {
      return List.of(name);
    }
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 1 << 4 * digits; i++) {
      names.add(name + "-" + HexFormat.of().toHexDigits(i, digits));
    }
    return names;
  }

  private String shard(String of) {
    int digits = (int) inputs.number("CATALOGUE_DIGITS");
    String name = inputs.text("CATALOGUE");
    if (digits == 0) {
      return name;
    }
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(of.getBytes(StandardCharsets.UTF_8));
      return name + "-" + HexFormat.of().formatHex(digest).substring(0, digits);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private void plan(String name, Map<String, String> data, Optional<JsonNode> old) {
    boolean ours = old.filter(it -> !Losses.isOurs(it)).isEmpty();
    long bytes =
        data.entrySet().stream()
            .mapToLong(it -> it.getKey().length() + it.getValue().length())
            .sum();
    if (!ours) {
      notWritten("ConfigMap %s is not labelled as managed by %s".formatted(name, Decision.OWNER));
    } else if (data.size() > inputs.number("CATALOGUE_LIMIT")
        || bytes > inputs.number("CATALOGUE_BYTES")) {
      told.fail(
          "catalogue-full",
          namespace,
          "",
          "ConfigMap %s: %d entries, %d bytes; raise CATALOGUE_DIGITS"
              .formatted(name, data.size(), bytes));
    } else {
      (old.isPresent() ? replaces : creates).add(document(name, data));
    }
  }

  private JsonNode document(String name, Map<String, String> data) {
    ObjectNode map = Trees.head("v1", "ConfigMap", namespace, name);
    ObjectNode metadata = (ObjectNode) map.path("metadata");
    metadata.putObject("labels").put("app.kubernetes.io/managed-by", Decision.OWNER);
    metadata.putObject("annotations").put("volsync.backup/updated", inputs.now().toString());
    ObjectNode entries = map.putObject("data");
    data.forEach(entries::put);
    return map;
  }

  private void send() {
    List<String> problems = new ArrayList<>();
    creates.forEach(it -> add(problems, kubectl.create(collection(), it)));
    complain("create", problems);
    replaces.forEach(it -> add(problems, kubectl.replace(path(Trees.name(it)), it)));
    complain("replace", problems);
  }

  private static void add(List<String> problems, String problem) {
    if (!problem.isEmpty()) {
      problems.add(problem);
    }
  }

  private void complain(String verb, List<String> problems) {
    if (!problems.isEmpty()) {
      String text = String.join("\n", problems);
      notWritten("kubectl " + verb + ": " + text.substring(0, Math.min(LONGEST, text.length())));
      problems.clear();
    }
  }
}
