package dev.kyverdict.engine.policies;

import com.google.re2j.Pattern;
import dev.kyverdict.values.GoPanicException;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import tools.jackson.databind.JsonNode;

/**
 * The wildcard among kinds, and whether the others are installed ({@code validateKinds} in {@code
 * pkg/validation/policy/validate.go}).
 */
final class KindCheck {

  private static final Pattern ALLOWED =
      Pattern.compile(
          "\\{\\{\\s*(request\\.|serviceAccountName|serviceAccountNamespace)[^{}]*\\}\\}");
  private static final String ALL = "*";

  private KindCheck() {}

  /** A kind is not installed: Kyverno warns and looks no further. */
  static final class NotInstalledException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String warning;

    NotInstalledException(String warning) {
      super(warning, null, false, false);
      this.warning = warning;
    }

    /** Kyverno's words. */
    String warning() {
      return warning;
    }
  }

  static void check(JsonNode rule, int index, boolean background, PolicyAccess access) {
    BiConsumer<String, JsonNode> look =
        (path, filter) -> {
          try {
            List<String> kinds = RuleFacts.texts(filter.path("resources").path("kinds"));
            kinds(kinds, rule, background);
            if (!kinds.contains(ALL)) {
              installed(kinds, background && RuleFacts.validates(rule), access);
            }
          } catch (Refusal refusal) {
            throw new Refusal(
                "path: spec.rules[" + index + "]." + path + ".kinds: " + refusal.text());
          }
        };
    for (String name : List.of("match", "exclude")) {
      JsonNode block = rule.path(name);
      for (String part : List.of("any", "all")) {
        int i = 0;
        for (JsonNode filter : block.path(part)) {
          look.accept(name + "." + part + "[" + i++ + "]", filter);
        }
      }
      look.accept(name, block);
    }
  }

  private static void installed(List<String> kinds, boolean scanned, PolicyAccess access) {
    for (String kind : kinds) {
      Optional<Boolean> subresource = access.installed(kind);
      if (subresource.isEmpty()) {
        throw new NotInstalledException(
            "the kind defined in the all match resource is invalid: unable to convert GVK to GVR"
                + " for kinds %s, err: resource not found".formatted(kind));
      }
      if (scanned && subresource.get()) {
        throw new Refusal("background scan enabled with subresource " + kind);
      }
    }
  }

  private static void kinds(List<String> kinds, JsonNode rule, boolean background) {
    if (!kinds.contains(ALL)) {
      return;
    }
    if (background) {
      throw new Refusal(
          "wildcard policy not allowed in background mode. Set spec.background=false to disable"
              + " background mode for this policy rule ");
    }
    if (kinds.size() > 1) {
      throw new Refusal("wildcard policy can not deal with more than one kind");
    }
    JsonNode validate = rule.path("validate");
    if (RuleFacts.generates(rule) || RuleFacts.verifiesImages(rule) || validate.has("foreach")) {
      throw new Refusal("wildcard policy does not support rule type");
    }
    boolean pattern =
        RuleFacts.validates(rule) && (validate.has("pattern") || validate.has("anyPattern"));
    if ((pattern || RuleFacts.mutates(rule)) && !MetadataOnly.of(rule)) {
      throw new Refusal(MetadataOnly.REFUSAL);
    }
    JsonNode conditions = validate.path("deny").path("conditions");
    if (conditions.isArray()) {
      conditions.forEach(condition -> key(condition.path("key")));
    }
  }

  private static void key(JsonNode key) {
    if (!key.isString()) {
      throw new GoPanicException("interface conversion: interface {} is not string");
    }
    String text = key.stringValue();
    if (!text.contains("request.object.metadata.")
        && (!ALLOWED.matcher(text).find() || text.contains("request.object.spec"))) {
      throw new Refusal(MetadataOnly.REFUSAL);
    }
  }
}
