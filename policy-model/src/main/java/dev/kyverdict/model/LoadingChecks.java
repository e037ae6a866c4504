package dev.kyverdict.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Values that a written rule uses without loading them, or before. Kyverno accepts such a policy
 * when another name happens to begin like this one, or the entry comes later, and fails at the
 * request.
 */
final class LoadingChecks {

  private static final Set<String> BUILT_IN =
      Set.of(
          "request",
          "serviceAccountName",
          "serviceAccountNamespace",
          "images",
          "image",
          "target",
          "element",
          "elementIndex");

  private static final Pattern ROOT =
      Pattern.compile("(?:\"(?<quoted>[^\"\\\\]+)\"|(?<plain>[A-Za-z_][A-Za-z0-9_]*+))(?!\\()");
  private static final Pattern OF_LOOP = Pattern.compile("element(Index)?\\d*");

  private final List<Problem> problems = new ArrayList<>();
  private final Set<String> everywhere = new HashSet<>();

  private LoadingChecks() {}

  static List<Problem> of(Where where, Rule rule) {
    LoadingChecks checks = new LoadingChecks();
    checks.rule(where, rule);
    return List.copyOf(checks.problems);
  }

  private void rule(Where where, Rule rule) {
    if (rule.action() instanceof Action.VerifyImages) {
      return;
    }
    everywhere.addAll(names(RuleTree.of(rule)));
    List<String> loaded = entries(where, rule.context(), List.of());
    rule.preconditions()
        .ifPresent(value -> texts(where.at("preconditions"), RuleTree.conditions(value), loaded));
    switch (rule.action()) {
      case Mutate mutate -> {
        patch(where.at("mutate"), mutate.patch(), targets(where, mutate.targets(), loaded));
      }
      case Generate generate -> generate(where.at("generate"), generate, loaded);
      case Validate validate -> {
        validate.message().ifPresent(text -> text(where.at("validate", "message"), text, loaded));
        check(where.at("validate"), validate.check(), loaded);
      }
      case Action.VerifyImages verify -> {}
    }
  }

  /** The names of all entries, wherever they stand. */
  private static Set<String> names(JsonNode tree) {
    Set<String> names = new HashSet<>();
    tree.findValues("context").stream()
        .flatMap(JsonNode::valueStream)
        .map(entry -> entry.path("name").asString(""))
        .forEach(names::add);
    return names;
  }

  private List<String> entries(Where where, List<ContextEntry> entries, List<String> before) {
    List<String> loaded = new ArrayList<>(before);
    for (int i = 0; i < entries.size(); i++) {
      ContextEntry entry = entries.get(i);
      Where at = where.at("context").at(i);
      texts(at, ContextTree.of(entry), loaded);
      if (entry instanceof ContextEntry.Variable(var name, var value, var query, var other)
          && value.isEmpty()) {
        query.ifPresent(text -> expression(at.at("variable", "jmesPath"), text, loaded));
      }
      loaded.add(entry.name());
    }
    return loaded;
  }

  private List<String> targets(Where where, List<Mutate.Target> targets, List<String> before) {
    List<String> loaded = new ArrayList<>(before);
    for (int i = 0; i < targets.size(); i++) {
      Where at = where.at("mutate", "targets").at(i);
      List<String> own = entries(at, targets.get(i).context(), before);
      targets
          .get(i)
          .preconditions()
          .ifPresent(value -> texts(at.at("preconditions"), RuleTree.conditions(value), own));
      own.stream().filter(name -> !loaded.contains(name)).forEach(loaded::add);
    }
    return loaded;
  }

  private void patch(Where where, Mutate.Patch patch, List<String> loaded) {
    switch (patch) {
      case Mutate.NoPatch() -> {}
      case Mutate.JsonPatch(var text) -> text(where.at("patchesJson6902"), text, loaded);
      case Mutate.StrategicMerge(var tree) -> texts(where.at("patchStrategicMerge"), tree, loaded);
      case Mutate.ForEachPatch(var loops) -> {
        for (int i = 0; i < loops.size(); i++) {
          Mutate.ForEach loop = loops.get(i);
          Where at = where.at("foreach").at(i);
          patch(
              at,
              loop.patch(),
              loop(at, loop.list(), loop.context(), loop.preconditions(), loaded));
        }
      }
    }
  }

  private void generate(Where where, Generate generate, List<String> loaded) {
    if (!(generate.source() instanceof Generate.ForEachSource(var loops))) {
      texts(where, RuleTree.generated(generate.target(), generate.source()), loaded);
      return;
    }
    for (int i = 0; i < loops.size(); i++) {
      Generate.ForEach loop = loops.get(i);
      Where at = where.at("foreach").at(i);
      List<String> own = loop(at, loop.list(), loop.context(), loop.preconditions(), loaded);
      texts(at, RuleTree.generated(loop.target(), loop.source()), own);
    }
  }

  private void check(Where where, Validate.Check check, List<String> loaded) {
    switch (check) {
      case Validate.Pattern(var tree) -> texts(where.at("pattern"), tree, loaded);
      case Validate.AnyPattern(var trees) -> texts(where.at("anyPattern"), trees, loaded);
      case Validate.Deny(var conditions) ->
          conditions.ifPresent(
              value -> texts(where.at("deny", "conditions"), RuleTree.conditions(value), loaded));
      case Validate.ForEachCheck(var loops) -> {
        for (int i = 0; i < loops.size(); i++) {
          Validate.ForEach loop = loops.get(i);
          Where at = where.at("foreach").at(i);
          check(
              at,
              loop.check(),
              loop(at, loop.list(), loop.context(), loop.preconditions(), loaded));
        }
      }
      default -> {}
    }
  }

  private List<String> loop(
      Where where,
      String list,
      List<ContextEntry> context,
      Optional<Conditions.AnyAll> preconditions,
      List<String> before) {
    expression(where.at("list"), list, before);
    List<String> loaded = entries(where, context, before);
    preconditions.ifPresent(
        value -> texts(where.at("preconditions"), RuleTree.conditions(value), loaded));
    return loaded;
  }

  private void texts(Where where, JsonNode tree, List<String> loaded) {
    TreeText.of(tree)
        .forEach(leaf -> text(where.at(leaf.way().toArray(String[]::new)), leaf.text(), loaded));
  }

  private void text(Where where, String text, List<String> loaded) {
    Braces.in(text).forEach(variable -> variable(where, variable.text(), "{{ ", " }}", loaded));
  }

  private void expression(Where where, String text, List<String> loaded) {
    if (Braces.in(text).isEmpty()) {
      variable(where, text, "", "", loaded);
    }
  }

  private void variable(Where where, String text, String open, String close, List<String> loaded) {
    Optional<String> root = root(text);
    if (root.isEmpty() || isKnown(root.get(), loaded)) {
      return;
    }
    String name = root.get();
    String shown = open + text + close;
    problems.add(
        everywhere.contains(name)
            ? where.error(
                "variable-loaded-later",
                shown + " is used before '" + name + "' is loaded",
                "move it behind the context entry '" + name + "', or the entry before it")
            : where.error(
                "variable-not-loaded",
                shown + " is used and '" + name + "' is never loaded",
                "add .context(…) for it (loaded: " + loaded + ")"));
  }

  /** The first name of an expression, unless it is that of a function. */
  private static Optional<String> root(String text) {
    Matcher matcher = ROOT.matcher(text);
    return matcher.lookingAt()
        ? Stream.of("quoted", "plain")
            .flatMap(group -> Optional.ofNullable(matcher.group(group)).stream())
            .findFirst()
        : Optional.empty();
  }

  private static boolean isKnown(String root, List<String> loaded) {
    return BUILT_IN.contains(root)
        || OF_LOOP.matcher(root).matches()
        || loaded.stream().anyMatch(name -> name.equals(root) || name.startsWith(root + "."));
  }
}
