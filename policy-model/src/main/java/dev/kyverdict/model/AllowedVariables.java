package dev.kyverdict.model;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * The variables that Kyverno lets into a rule when a policy is made. It looks at the text only: a
 * built-in name anywhere in it, or the name of a context entry at its beginning.
 *
 * @param builtIn the built-in names
 * @param patterns wildcard patterns made of the names of context entries
 */
record AllowedVariables(Pattern builtIn, List<String> patterns) {

  private static final String CALL = "([a-z_0-9]+\\()[^{}]";
  private static final String USER = "serviceAccountName|serviceAccountNamespace|";
  private static final String SCANNED = "element|elementIndex|@|images|images\\.|image\\.|";

  private static final Pattern FOREGROUND =
      Pattern.compile("request|" + USER + "element|elementIndex|@|images|image|" + CALL);
  private static final Pattern BACKGROUND = Pattern.compile("request\\.|" + SCANNED + CALL);
  private static final Pattern FOREGROUND_TARGET =
      Pattern.compile("request\\.|" + USER + SCANNED + "target\\.|" + CALL);
  private static final Pattern BACKGROUND_TARGET =
      Pattern.compile("request\\.|" + SCANNED + "target\\.|" + CALL);

  AllowedVariables {
    patterns = List.copyOf(patterns);
  }

  /** Those of a whole rule. */
  static AllowedVariables of(Rule rule, boolean background) {
    boolean targets = rule.action() instanceof Mutate mutate && !mutate.targets().isEmpty();
    List<ContextEntry> entries = new ArrayList<>(rule.context());
    entries.addAll(furtherEntries(rule.action()));
    List<String> patterns =
        Stream.concat(
                entries.stream().flatMap(AllowedVariables::patterns), attestations(rule.action()))
            .toList();
    return new AllowedVariables(
        targets
            ? background ? BACKGROUND_TARGET : FOREGROUND_TARGET
            : background ? BACKGROUND : FOREGROUND,
        patterns);
  }

  /** Those of a rule outside its targets and loops. */
  static AllowedVariables ofRuleContext(Rule rule, boolean background) {
    return new AllowedVariables(
        background ? BACKGROUND : FOREGROUND,
        rule.context().stream().flatMap(AllowedVariables::patterns).toList());
  }

  private static List<ContextEntry> furtherEntries(Action action) {
    return switch (action) {
      case Mutate mutate -> {
        List<ContextEntry> entries = new ArrayList<>();
        if (mutate.patch() instanceof Mutate.ForEachPatch(var loops)) {
          loops.forEach(loop -> entries.addAll(loop.context()));
        }
        mutate.targets().forEach(target -> entries.addAll(target.context()));
        yield entries;
      }
      case Generate generate ->
          generate.source() instanceof Generate.ForEachSource(var loops)
              ? loops.stream().flatMap(loop -> loop.context().stream()).toList()
              : List.of();
      case Validate validate ->
          validate.check() instanceof Validate.ForEachCheck(var loops)
              ? loops.stream().flatMap(loop -> loop.context().stream()).toList()
              : List.of();
      case Action.VerifyImages verify -> List.of();
    };
  }

  private static Stream<String> attestations(Action action) {
    return action instanceof Action.VerifyImages(var tree)
        ? tree.valueStream()
            .flatMap(image -> image.path("attestations").valueStream())
            .map(attestation -> attestation.path("name"))
            .filter(JsonNode::isString)
            .map(name -> name.stringValue() + "*")
        : Stream.empty();
  }

  private static Stream<String> patterns(ContextEntry entry) {
    String name = entry.name();
    return entry instanceof ContextEntry.ConfigMap
        ? Stream.of(name + ".data", name + ".metadata", name + ".data.*", name + ".metadata.*")
        : Stream.of(name + "*");
  }

  /** The names of the context entries. */
  List<String> names() {
    return patterns.stream()
        .map(pattern -> pattern.replaceFirst("(\\.(meta)?data)?(\\.\\*|\\*)?$", ""))
        .distinct()
        .toList();
  }

  boolean allows(String variable) {
    String unquoted = variable.replace("\"", "");
    return builtIn.matcher(unquoted).find()
        || patterns.stream().anyMatch(pattern -> Wildcards.match(pattern, unquoted));
  }
}
