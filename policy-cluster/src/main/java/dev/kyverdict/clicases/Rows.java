package dev.kyverdict.clicases;

import dev.kyverdict.clicases.PolicyAnswer.RuleAnswer;
import dev.kyverdict.engine.RuleType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Compares answers with expectations as {@code kyverno test} does, its oddities included: what did
 * not match has passed as excluded, and an expectation whose objects are not there is held against
 * all objects ({@code commands/test/output.go}).
 */
final class Rows {

  private static final String PASS = "Pass";
  private static final String FAIL = "Fail";

  private final CliTest test;
  private final CliPolicies policies;
  private final Set<String> targets;
  private final List<Row> rows = new ArrayList<>();

  /**
   * For a test.
   *
   * @param targets the keys of the objects in {@code targetResources}
   */
  Rows(CliTest test, CliPolicies policies, Set<String> targets) {
    this.test = test;
    this.policies = policies;
    this.targets = targets;
  }

  /** The rows so far. */
  List<Row> all() {
    return List.copyOf(rows);
  }

  /**
   * Adds the rows of an expectation.
   *
   * @param answers from the key of an object to what all policies said about it
   * @param all the answers of all operations, among which the patched targets are looked for
   */
  void check(
      Expectation expected, Map<String, List<PolicyAnswer>> answers, List<PolicyAnswer> all) {
    Map<String, List<Patched>> patched = patched(all);
    for (String key : concerned(expected, patched.keySet(), answers.keySet())) {
      List<Row> about = new ArrayList<>();
      boolean skipped = check(expected, key, answers.getOrDefault(key, List.of()), about);
      for (Patched target : patched.getOrDefault(key, List.of())) {
        String reason =
            difference(expected, target.object())
                .orElse(status(expected, target.answer(), target.rule()));
        about.add(row(expected, target.rule().name(), key.replace(',', '/'), reason));
      }
      if (about.isEmpty() && !skipped) {
        about.add(nothing(expected, key.replace(',', '/')));
      }
      rows.addAll(about);
    }
  }

  /** An existing object as a rule patched it. */
  private record Patched(PolicyAnswer answer, RuleAnswer rule, JsonNode object) {}

  /** Of each answer the first rule that patched the object. */
  private Map<String, List<Patched>> patched(List<PolicyAnswer> all) {
    Map<String, List<Patched>> patched = new LinkedHashMap<>();
    for (PolicyAnswer answer : all) {
      Set<String> seen = new HashSet<>();
      for (RuleAnswer rule : answer.rules()) {
        for (JsonNode object : rule.made()) {
          String key = key(object);
          boolean isPatch = rule.type() == RuleType.MUTATION && targets.contains(key);
          if (isPatch && seen.add(key)) {
            patched
                .computeIfAbsent(key, any -> new ArrayList<>())
                .add(new Patched(answer, rule, object));
          }
        }
      }
    }
    return patched;
  }

  /** The key of an object. */
  static String key(JsonNode object) {
    return String.join(
        ",",
        object.path("apiVersion").asString(""),
        object.path("kind").asString(""),
        CliObjects.namespace(object),
        CliObjects.name(object));
  }

  private static List<String> concerned(
      Expectation expected, Set<String> patched, Set<String> triggers) {
    List<String> keys = new ArrayList<>(patched);
    keys.addAll(triggers);
    List<String> concerned = new ArrayList<>();
    if (expected.namesResources()) {
      for (String resource : expected.resources()) {
        keys.forEach(
            key -> {
              if (isNamed(key.split(",", -1), resource.split("/", -1))) {
                concerned.add(key);
              }
            });
      }
      for (Expectation.Specification spec : expected.specifications()) {
        keys.forEach(
            key -> {
              String[] parts = key.split(",", -1);
              if (spec.equals(new Expectation.Specification(parts[0], parts[2], parts[3]))) {
                concerned.add(key);
              }
            });
      }
    }
    if (concerned.isEmpty()) {
      keys.forEach(concerned::add);
    }
    return concerned;
  }

  private static boolean isNamed(String[] key, String[] name) {
    return switch (name.length) {
      case 1 -> name[0].equals(key[3]);
      case 2 -> name[0].equals(key[2]) && name[1].equals(key[3]);
      default -> false;
    };
  }

  /** Whether a row was left out because a file lacks the object. */
  private boolean check(
      Expectation expected, String key, List<PolicyAnswer> answers, List<Row> found) {
    String resource = key.replace(',', '/');
    boolean skipped = false;
    for (PolicyAnswer answer : answers) {
      if (!answer.policy().name().equals(expected.policyName())) {
        continue;
      }
      for (RuleAnswer rule : answer.rules()) {
        if (expected.means(rule.name())) {
          Map<String, String> reasons = reasons(expected, resource, answer, rule);
          skipped |= reasons.isEmpty();
          reasons.forEach((about, reason) -> found.add(row(expected, rule.name(), about, reason)));
        }
      }
      if (found.isEmpty() && !skipped) {
        found.add(new Row(expected.policy(), expected.rule(), resource, PASS, "Excluded"));
      }
    }
    return skipped;
  }

  private Row nothing(Expectation expected, String resource) {
    return policies.isInvalid(expected.policyName())
        ? new Row(expected.policy(), expected.rule(), resource, "Skip", "Invalid Policy")
        : new Row(expected.policy(), expected.rule(), resource, FAIL, "Not found");
  }

  private static Row row(Expectation expected, String rule, String about, String reason) {
    String result = reason.equals("Ok") ? PASS : FAIL;
    return new Row(expected.policy(), rule, about, result, reason);
  }

  /**
   * From what it is about to the reason; empty when a file lacks the object and that is allowed.
   */
  private Map<String, String> reasons(
      Expectation expected, String resource, PolicyAnswer answer, RuleAnswer rule) {
    Map<String, String> reasons = new LinkedHashMap<>();
    if (rule.type() == RuleType.GENERATION) {
      for (JsonNode object : rule.made()) {
        reasons.put(
            "/" + CliObjects.name(object),
            difference(expected, object).orElse(status(expected, answer, rule)));
      }
      if (rule.made().isEmpty()) {
        reasons.put(resource, status(expected, answer, rule));
      }
      return reasons;
    }
    JsonNode object = rule.type() == RuleType.MUTATION ? answer.patched() : answer.resource();
    Optional<String> difference = difference(expected, object);
    boolean missing = difference.equals(Optional.of("Resource error"));
    if (!missing || expected.failsOnMissingResources()) {
      reasons.put(resource, difference.orElse(status(expected, answer, rule)));
    }
    return reasons;
  }

  private static String status(Expectation expected, PolicyAnswer answer, RuleAnswer rule) {
    String result = answer.result(rule);
    return result.equals(expected.result())
        ? "Ok"
        : "Want " + expected.result() + ", got " + result;
  }

  private Optional<String> difference(Expectation expected, JsonNode object) {
    Optional<String> difference = Optional.empty();
    if (!expected.patchedResources().isEmpty()) {
      difference = compared(object, expected.patchedResources());
    }
    if (difference.isPresent() || expected.generatedResources().isEmpty()) {
      return difference;
    }
    List<Optional<String>> compared =
        expected.generatedResources().stream().map(file -> compared(object, file)).toList();
    if (compared.stream().anyMatch(Optional::isEmpty)) {
      return Optional.empty();
    }
    Optional<String> diff = Optional.of("Resource diff");
    return compared.contains(diff) ? diff : compared.getLast();
  }

  private Optional<String> compared(JsonNode object, String file) {
    Path path = test.file(file);
    Optional<JsonNode> expected =
        Files.isRegularFile(path)
            ? CliObjects.read(path).stream()
                .filter(candidate -> key(candidate).equals(key(object)))
                .findFirst()
                .map(JsonNode.class::cast)
            : Optional.empty();
    if (expected.isEmpty()) {
      return Optional.of("Resource error");
    }
    return Sameness.of(object, expected.get()) ? Optional.empty() : Optional.of("Resource diff");
  }
}
