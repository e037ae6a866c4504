package dev.kyverdict.cluster.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a cluster has before anybody makes anything: its namespaces, and the roles and bindings of
 * {@code plugin/pkg/auth/authorizer/rbac/bootstrappolicy}.
 */
final class Bootstrap {

  private static final String RBAC = "rbac.authorization.k8s.io";
  private static final String TABLE = "bootstrap.txt";
  private static final int FIRST_RULE = 5;
  private static final int FIRST_SUBJECT = 6;

  private Bootstrap() {}

  /** Complete but for uid and creation time. */
  static List<JsonNode> objects() {
    return Table.OBJECTS;
  }

  private static final class Table {
    static final List<JsonNode> OBJECTS = read();

    private static List<JsonNode> read() {
      List<JsonNode> objects = new ArrayList<>();
      List.of("default", "kube-node-lease", "kube-public", "kube-system")
          .forEach(name -> objects.add(namespace(name)));
      try (InputStream in = Objects.requireNonNull(Bootstrap.class.getResourceAsStream(TABLE))) {
        new String(in.readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .filter(line -> !line.startsWith("#"))
            .map(line -> line.split(" ", -1))
            .forEach(words -> objects.add(words[0].equals("role") ? role(words) : binding(words)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      List.of("view", "edit", "admin").forEach(name -> aggregate(name, objects));
      return List.copyOf(objects);
    }

    private static void aggregate(String name, List<JsonNode> objects) {
      List<JsonNode> roles =
          objects.stream()
              .filter(it -> it.path("kind").asString("").equals("ClusterRole"))
              .toList();
      for (JsonNode role : roles) {
        if (Meta.name(role).equals(name) && role instanceof ObjectNode node) {
          node.set(
              "rules",
              AggregationController.rules(
                  role, roles.stream().sorted(Comparator.comparing(Meta::name)).toList()));
        }
      }
    }
  }

  private static ObjectNode namespace(String name) {
    ObjectNode namespace = object("v1", "Namespace");
    namespace
        .putObject("metadata")
        .put("name", name)
        .putObject("labels")
        .put("kubernetes.io/metadata.name", name);
    namespace.putObject("spec").putArray("finalizers").add("kubernetes");
    namespace.putObject("status").put("phase", "Active");
    return namespace;
  }

  private static ObjectNode object(String apiVersion, String kind) {
    return JsonNodeFactory.instance.objectNode().put("kind", kind).put("apiVersion", apiVersion);
  }

  /** Kind, name and labels of a line. */
  private static ObjectNode head(String kind, String[] words) {
    boolean clusterWide = words[1].equals("-");
    ObjectNode object = object(RBAC + "/v1", (clusterWide ? "Cluster" : "") + kind);
    ObjectNode metadata = object.putObject("metadata").put("name", words[2]);
    if (!clusterWide) {
      metadata.put("namespace", words[1]);
    }
    metadata.putObject("annotations").put("rbac.authorization.kubernetes.io/autoupdate", "true");
    ObjectNode labels = metadata.putObject("labels");
    labels.put("kubernetes.io/bootstrapping", "rbac-defaults");
    for (String label : items(words[3])) {
      labels.put(label.substring(0, label.indexOf('=')), label.substring(label.indexOf('=') + 1));
    }
    return object;
  }

  private static List<String> items(String word) {
    return word.equals("-") || word.isEmpty() ? List.of() : List.of(word.split(",", -1));
  }

  private static ObjectNode role(String[] words) {
    ObjectNode role = head("Role", words);
    if (!words[4].equals("-")) {
      ArrayNode selectors = role.putObject("aggregationRule").putArray("clusterRoleSelectors");
      for (String selector : words[4].split(";", -1)) {
        int equals = selector.indexOf('=');
        selectors
            .addObject()
            .putObject("matchLabels")
            .put(selector.substring(0, equals), selector.substring(equals + 1));
      }
    }
    ArrayNode rules = role.putArray("rules");
    for (int i = FIRST_RULE; i < words.length; i++) {
      rules.add(rule(words[i].split("\\|", -1)));
    }
    return role;
  }

  private static ObjectNode rule(String[] parts) {
    ObjectNode rule = JsonNodeFactory.instance.objectNode();
    String[] fields = {"verbs", "apiGroups", "resources", "resourceNames", "nonResourceURLs"};
    for (int i = 0; i < fields.length; i++) {
      if (!parts[i].isEmpty()) {
        ArrayNode list = rule.putArray(fields[i]);
        items(parts[i]).forEach(it -> list.add(it.equals("core") ? "" : it));
      }
    }
    return rule;
  }

  private static ObjectNode binding(String[] words) {
    ObjectNode binding = head("RoleBinding", words);
    binding.putObject("roleRef").put("apiGroup", RBAC).put("kind", words[4]).put("name", words[5]);
    ArrayNode subjects = binding.putArray("subjects");
    for (int i = FIRST_SUBJECT; i < words.length; i++) {
      String[] parts = words[i].split("\\|", -1);
      ObjectNode subject = subjects.addObject().put("kind", parts[0]).put("name", parts[2]);
      if (parts[1].isEmpty()) {
        subject.put("apiGroup", RBAC);
      } else {
        subject.put("namespace", parts[1]);
      }
    }
    return binding;
  }
}
