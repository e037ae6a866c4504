package dev.kyverdict.clicases;

import dev.kyverdict.engine.KyvernoConfig;
import dev.kyverdict.engine.admission.CompiledPolicy;
import dev.kyverdict.engine.admission.Engine;
import dev.kyverdict.engine.admission.KyvernoVersion;
import dev.kyverdict.judge.EngineJudge;
import dev.kyverdict.model.Action;
import dev.kyverdict.model.Generate;
import dev.kyverdict.model.KyvernoPolicy;
import dev.kyverdict.model.Rule;
import dev.kyverdict.model.Validate;
import dev.kyverdict.render.ManifestReader;
import dev.kyverdict.render.PlacedProblem;
import dev.kyverdict.render.ReadResult;
import dev.kyverdict.yaml.YamlDocument;
import dev.kyverdict.yaml.YamlReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The policies of a test: those that this engine decides, and why not the others. */
final class CliPolicies {

  private static final String GROUP = "kyverno.io/";

  /**
   * A policy.
   *
   * @param model the policy as it stands
   * @param engine the policy with the context entries that the command loads
   * @param generator the same for the command's generate controller, which knows no ConfigMaps
   */
  record CliPolicy(KyvernoPolicy model, CompiledPolicy engine, CompiledPolicy generator) {

    String name() {
      return model.metadata().name();
    }

    boolean hasAny(Predicate<Action> what) {
      return model.spec().rules().stream().map(Rule::action).anyMatch(what);
    }

    /** Violations count as warnings when the policy's author does not want a score. */
    boolean isScored() {
      return !"false".equals(model.metadata().annotations().get("policies.kyverno.io/scored"));
    }
  }

  private final Engine engine;
  private final Entries entries;
  private final List<CliPolicy> valid = new ArrayList<>();
  private final Map<String, String> invalid = new LinkedHashMap<>();
  private final Map<String, String> unsupported = new LinkedHashMap<>();
  private final Map<String, KyvernoPolicy> models = new LinkedHashMap<>();

  private CliPolicies(KyvernoConfig config, Entries entries) {
    this.engine = Engine.of(KyvernoVersion.V1_19_1, config);
    this.entries = entries;
  }

  static CliPolicies read(List<Path> files, KyvernoConfig config, Entries entries) {
    CliPolicies policies = new CliPolicies(config, entries);
    files.forEach(policies::read);
    return policies;
  }

  private void read(Path file) {
    if (Files.isDirectory(file)) {
      try (Stream<Path> inside = Files.list(file)) {
        inside.sorted().toList().forEach(this::read);
      } catch (IOException problem) {
        throw new UncheckedIOException(problem);
      }
    } else if (file.toString().matches(".*\\.ya?ml") && Files.isRegularFile(file)) {
      YamlReader.read(file).forEach(this::read);
    }
  }

  private void read(YamlDocument document) {
    if (!(document.tree() instanceof ObjectNode tree)) {
      return;
    }
    String kind = tree.path("kind").asString("");
    String apiVersion = tree.path("apiVersion").asString("");
    if (apiVersion.startsWith(GROUP) && (kind.equals("ClusterPolicy") || kind.equals("Policy"))) {
      readPolicy(tree);
    } else {
      unsupported.put(CliObjects.name(tree), kind);
    }
  }

  private void readPolicy(ObjectNode tree) {
    KyvernoPolicy model = model(tree);
    String name = model.metadata().name();
    models.put(name, model);
    Optional<String> reason = reason(model);
    if (reason.isPresent()) {
      unsupported.put(name, reason.get());
      return;
    }
    Optional<String> problem = refusal(tree);
    if (problem.isPresent()) {
      invalid.put(name, problem.get());
    } else {
      CompiledPolicy asked = engine.compile(model(entries.loaded(tree)));
      CompiledPolicy generator =
          model.spec().rules().stream().anyMatch(rule -> rule.action() instanceof Generate)
              ? engine.compile(model(entries.withoutConfigMaps().loaded(tree)))
              : asked;
      valid.add(new CliPolicy(model, asked, generator));
    }
  }

  private static KyvernoPolicy model(ObjectNode tree) {
    ReadResult read = ManifestReader.read("policy", tree.toString());
    if (read.manifests().size() == 1
        && read.manifests().getFirst() instanceof KyvernoPolicy policy) {
      return policy;
    }
    throw new UnreadableTestException(
        read.problems().stream().map(PlacedProblem::toString).collect(Collectors.joining("; ")));
  }

  private static Optional<String> refusal(ObjectNode tree) {
    ObjectNode question = JsonNodeFactory.instance.objectNode();
    question.set("policy", tree);
    JsonNode answer = new EngineJudge(KyvernoVersion.V1_19_1).answer(question);
    return Optional.of(answer.path("error").asString("")).filter(text -> !text.isEmpty());
  }

  /** A policy is left out for what it does beside its checks, or for what all its checks are. */
  private static Optional<String> reason(KyvernoPolicy policy) {
    List<Rule> rules = policy.spec().rules();
    if (rules.stream().allMatch(rule -> reason(rule).isPresent())) {
      return rules.stream().flatMap(rule -> reason(rule).stream()).findFirst();
    }
    return rules.stream()
        .flatMap(
            rule ->
                switch (rule.action()) {
                  case Action.VerifyImages verify -> Stream.of("verifyImages");
                  default -> Stream.<String>empty();
                })
        .findFirst();
  }

  private static Optional<String> reason(Rule rule) {
    return rule.action() instanceof Validate validate
        ? switch (validate.check()) {
          case Validate.PodSecurity security -> Optional.of("validate.podSecurity");
          case Validate.Cel cel -> Optional.of("validate.cel");
          case Validate.Manifests manifests -> Optional.of("validate.manifests");
          case Validate.Assert assertion -> Optional.of("validate.assert");
          default -> Optional.empty();
        }
        : Optional.empty();
  }

  /** Whether there is nothing to ask. */
  boolean isEmpty() {
    return valid.isEmpty() && invalid.isEmpty();
  }

  /** In the order of the files. */
  List<CliPolicy> valid() {
    return valid;
  }

  boolean isInvalid(String name) {
    return invalid.containsKey(name);
  }

  /** Why this engine is not asked about a rule; empty when it is. */
  Optional<String> notAsked(String policy, String rule) {
    if (unsupported.containsKey(policy)) {
      return Optional.of(unsupported.get(policy));
    }
    if (!models.containsKey(policy)) {
      return Optional.empty();
    }
    String own = rule.replaceFirst("^autogen-(cronjob-)?", "");
    return models.get(policy).spec().rules().stream()
        .filter(some -> rule.isEmpty() || some.name().equals(own) || some.name().equals(rule))
        .flatMap(some -> reason(some).stream())
        .findFirst();
  }
}
