package dev.kyverdict.engine.policies;

import dev.kyverdict.engine.policies.PolicyAccess.Account;
import dev.kyverdict.engine.policies.PolicyAccess.Permission;
import dev.kyverdict.values.Wildcard;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Whether Kyverno's service accounts may do what a rule asks for ({@code
 * pkg/validation/policy/actions.go}, {@code pkg/policy/auth}, {@code pkg/policy/generate}, {@code
 * pkg/policy/mutate}).
 *
 * @param access tells
 * @param warnings takes what the reports controller may not
 */
record AccessCheck(PolicyAccess access, List<String> warnings) {

  private static final List<String> LOOK = List.of("get", "list", "watch");

  void check(JsonNode rule, int index) {
    if (RuleFacts.mutates(rule) && !rule.path("mutate").has("foreach")) {
      targets(rule.path("mutate").path("targets"), index);
      reports(rule, "path: spec.rules[" + index + "].mutate..: ", false);
    }
    if (RuleFacts.validates(rule)) {
      reports(rule, "path: spec.rules[" + index + "].validate..: ", true);
    }
    if (RuleFacts.generates(rule)) {
      generate(rule, index);
    }
  }

  private void targets(JsonNode targets, int index) {
    List<String> problems = new ArrayList<>();
    for (JsonNode target : targets) {
      String written = RuleFacts.text(target, "kind");
      if (!isVariable(written)) {
        String kind = RuleFacts.text(target, "apiVersion") + "/" + withoutVersion(written);
        denied(
                Account.BACKGROUND,
                List.of("get", "update"),
                kind,
                RuleFacts.text(target, "namespace"),
                RuleFacts.text(target, "name"))
            .ifPresent(problems::add);
      }
    }
    if (!problems.isEmpty()) {
      throw new Refusal(
          ("path: spec.rules[%d].mutate.targets.: auth check fails, additional privileges are"
                  + " required for the service account '%s': %s")
              .formatted(index, Account.BACKGROUND.username(), String.join("; ", problems)));
    }
  }

  private static String withoutVersion(String kind) {
    List<String> parts = List.of(kind.split("/", -1));
    return parts.stream()
        .filter(part -> !part.isEmpty() && Character.isUpperCase(part.charAt(0)))
        .findFirst()
        .map(first -> kind.substring(kind.indexOf(first)))
        .orElse(kind);
  }

  private void generate(JsonNode rule, int index) {
    JsonNode generate = rule.path("generate");
    boolean synchronize = generate.path("synchronize").asBoolean(false);
    if (synchronize) {
      targets(Account.ADMISSION, List.of("list", "get"), generate, index);
    }
    List<String> verbs =
        synchronize ? List.of("get", "create", "update", "delete") : List.of("get", "create");
    targets(Account.BACKGROUND, verbs, generate, index);
    for (int times = synchronize ? 2 : 1; times > 0; times--) {
      reports(rule, "path: spec.rules[" + index + "].generate..: ", false);
    }
  }

  private void targets(Account account, List<String> verbs, JsonNode generate, int index) {
    boolean loops = generate.has("foreach");
    List<JsonNode> patterns =
        loops ? generate.path("foreach").valueStream().toList() : List.of(generate);
    for (JsonNode pattern : patterns) {
      String kind = kind(pattern);
      if (!isVariable(kind)) {
        String namespace = RuleFacts.text(pattern, "namespace");
        denied(account, verbs, kind, namespace, "")
            .ifPresent(
                text -> {
                  throw new Refusal(
                      "path: spec.rules[%d].generate.%s.: %s"
                          .formatted(index, loops ? "foreach" : "", text));
                });
      }
    }
  }

  /** Of a list of kinds to clone only the first one is looked at. */
  private static String kind(JsonNode pattern) {
    JsonNode kinds = pattern.path("cloneList").path("kinds");
    return kinds.isEmpty()
        ? RuleFacts.text(pattern, "apiVersion") + "/" + RuleFacts.text(pattern, "kind")
        : kinds.get(0).asString("");
  }

  private static boolean isVariable(String text) {
    return text.contains("{{");
  }

  private void reports(JsonNode rule, String start, boolean firstOnly) {
    for (String kind : RuleFacts.kinds(rule.path("match"))) {
      if (Wildcard.in(kind)) {
        return;
      }
      Optional<String> denied;
      try {
        denied = denied(Account.REPORTS, LOOK, kind, "", "");
      } catch (Refusal refusal) {
        throw new Refusal(start + refusal.text());
      }
      denied.ifPresent(warnings::add);
      if (firstOnly && denied.isPresent()) {
        return;
      }
    }
  }

  private Optional<String> denied(
      Account account, List<String> verbs, String kind, String namespace, String name) {
    List<String> missing = new ArrayList<>();
    for (String verb : verbs) {
      Permission permission = access.permits(account, verb, kind, namespace, name);
      permission
          .error()
          .ifPresent(
              error -> {
                throw new Refusal(error);
              });
      if (!permission.granted()) {
        missing.add(verb);
      }
    }
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "%s requires permissions %s for resource %s%s"
                .formatted(
                    account.username(),
                    String.join(",", missing),
                    kind,
                    namespace.isEmpty() ? "" : " in namespace " + namespace));
  }
}
