package dev.kyverdict.clicases;

import dev.kyverdict.engine.KyvernoConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A test of Kyverno's command, run on this engine. */
public final class CliRun {

  private static final String INCOMPLETE = "files that are not in the suite";

  private final CliTest test;
  private final CliPolicies policies;
  private final List<Row> rows;

  private CliRun(CliTest test, CliPolicies policies, List<Row> rows) {
    this.test = test;
    this.policies = policies;
    this.rows = List.copyOf(rows);
  }

  /** Runs the tests of a {@code kyverno-test.yaml}. */
  public static List<CliRun> of(Path file, KyvernoConfig config) {
    return CliTest.read(file).stream().map(test -> run(test, config)).toList();
  }

  /** The rows that {@code kyverno test} would show. */
  public List<Row> rows() {
    return rows;
  }

  /** Why this engine is not asked about a row; empty when it is. */
  public Optional<String> notAsked(Row row) {
    String policy = row.policy().substring(row.policy().lastIndexOf('/') + 1);
    return policies
        .notAsked(policy, row.rule())
        .or(() -> Optional.of("exceptions").filter(test::has))
        .or(() -> Optional.of(INCOMPLETE).filter(reason -> !test.isComplete()));
  }

  private static CliRun run(CliTest test, KyvernoConfig config) {
    boolean hasCluster = test.has("clusterResources");
    Entries entries =
        new Entries(
            hasCluster,
            hasCluster || test.has("apiCallResponses"),
            test.has("globalContextEntries"));
    CliPolicies policies = CliPolicies.read(test.files("policies"), config, entries);
    if (policies.isEmpty()) {
      return new CliRun(test, policies, List.of());
    }
    List<ObjectNode> resources =
        CliObjects.withoutDuplicates(CliObjects.read(test.files("resources")));
    List<ObjectNode> objects = new ArrayList<>(resources);
    List<ObjectNode> targets = CliObjects.read(test.files("targetResources"));
    objects.addAll(targets);
    objects.addAll(test.clusterObjects());
    TestCluster cluster =
        new TestCluster(
            objects, hasCluster, test.tree().path("apiCallResponses"), GlobalData.of(test, config));
    CommandContext contexts =
        new CommandContext(
            test.values(), test.userInfo(), labels(objects), hasCluster, cluster, config);
    PolicyPass pass = new PolicyPass(policies.valid(), contexts, sources(test));
    Rows rows =
        new Rows(test, policies, targets.stream().map(Rows::key).collect(Collectors.toSet()));
    check(test, rows, resources, pass);
    return new CliRun(test, policies, rows.all());
  }

  private static void check(CliTest test, Rows rows, List<ObjectNode> resources, PolicyPass pass) {
    SortedSet<String> operations = new TreeSet<>(List.of(""));
    test.expectations().forEach(expected -> operations.add(expected.operation()));
    Map<String, Map<String, List<PolicyAnswer>>> answers = new LinkedHashMap<>();
    for (String operation : operations) {
      Map<String, List<PolicyAnswer>> byObject = new LinkedHashMap<>();
      resources.forEach(object -> byObject.put(Rows.key(object), pass.apply(object, operation)));
      answers.put(operation, byObject);
    }
    List<PolicyAnswer> all = new ArrayList<>();
    answers.values().forEach(byObject -> byObject.values().forEach(all::addAll));
    for (Expectation expected : test.expectations()) {
      rows.check(expected, answers.getOrDefault(expected.operation(), Map.of()), all);
    }
  }

  private static Map<String, List<ObjectNode>> sources(CliTest test) {
    Map<String, List<ObjectNode>> sources = new LinkedHashMap<>();
    for (Expectation expected : test.expectations()) {
      if (!expected.cloneSourceResource().isEmpty()) {
        sources.put(
            PolicyPass.key(expected.policyName(), expected.rule()),
            CliObjects.read(List.of(test.file(expected.cloneSourceResource()))));
      }
    }
    return sources;
  }

  private static Map<String, Map<String, String>> labels(List<ObjectNode> objects) {
    Map<String, Map<String, String>> labels = new LinkedHashMap<>();
    for (ObjectNode object : objects) {
      if (object.path("kind").asString("").equals("Namespace")) {
        Map<String, String> own = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> label :
            object.path("metadata").path("labels").properties()) {
          own.put(label.getKey(), label.getValue().asString(""));
        }
        labels.put(CliObjects.name(object), own);
      }
    }
    return labels;
  }
}
