package dev.kyverdict.chainsaw;

import dev.kyverdict.chainsaw.tree.Assertion;
import dev.kyverdict.chainsaw.tree.Mismatch;
import dev.kyverdict.chainsaw.tree.Template;
import dev.kyverdict.chainsaw.tree.TreeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code assert} and {@code error} ({@code pkg/engine/operations/assert}, {@code error}). */
final class Reads {

  private static final Set<String> IDENTITY = Set.of("name", "namespace", "labels");

  private Reads() {}

  /** Waits until each object is there and as asserted. */
  static void assertThere(Scope scope, JsonNode body) {
    for (JsonNode object : scope.objects(body, false)) {
      JsonNode expected = identified(scope, body, object);
      Assertion assertion = Assertion.of(expected);
      LastLook look = new LastLook();
      boolean there =
          scope.await(
              scope.defaults().timeout("assert", body),
              () -> look.take(() -> isThere(scope, expected, assertion, look)));
      if (!there || look.isBroken()) {
        throw new OperationFailedException(look.problem(expected));
      }
    }
  }

  /** Waits until no object is as described. */
  static void assertAbsent(Scope scope, JsonNode body) {
    for (JsonNode object : scope.objects(body, false)) {
      JsonNode unwanted = identified(scope, body, object);
      Assertion assertion = Assertion.of(unwanted);
      LastLook look = new LastLook();
      boolean absent =
          scope.await(
              scope.defaults().timeout("error", body),
              () -> look.take(() -> !isAnyThere(scope, unwanted, assertion, look)));
      if (!absent || look.isBroken()) {
        throw new OperationFailedException(look.problem(unwanted));
      }
    }
  }

  private static boolean isThere(
      Scope scope, JsonNode expected, Assertion assertion, LastLook look) {
    if (isPlainCheck(expected)) {
      List<Mismatch> found = assertion.check(NullNode.getInstance(), scope.bindings());
      found.forEach(mismatch -> look.say(mismatch.toString()));
      return found.isEmpty();
    }
    List<JsonNode> candidates = candidates(scope.api(), expected);
    for (JsonNode candidate : candidates) {
      List<Mismatch> found = assertion.check(candidate, scope.bindings());
      if (found.isEmpty()) {
        return true;
      }
      look.saw(candidate, found);
    }
    if (candidates.isEmpty()) {
      String none =
          Manifest.name(expected).isEmpty() ? "no actual resource" : "actual resource not";
      look.say(Manifest.title(expected) + ": " + none + " found");
    }
    return false;
  }

  private static boolean isAnyThere(
      Scope scope, JsonNode unwanted, Assertion assertion, LastLook look) {
    if (isPlainCheck(unwanted)) {
      look.say("expectation matched");
      return assertion.check(NullNode.getInstance(), scope.bindings()).isEmpty();
    }
    boolean any = false;
    for (JsonNode candidate : candidates(scope.api(), unwanted)) {
      if (assertion.check(candidate, scope.bindings()).isEmpty()) {
        look.say(Manifest.title(candidate) + " - resource matches expectation");
        any = true;
      }
    }
    return any;
  }

  /** The object of that name, or all of that kind; none when there is none. */
  static List<JsonNode> candidates(Api api, JsonNode object) {
    try {
      return Manifest.name(object).isEmpty() ? api.list(object) : List.of(api.get(object));
    } catch (ApiException refused) {
      if (refused.isNotFound()) {
        return List.of();
      }
      throw refused;
    }
  }

  private static boolean isPlainCheck(JsonNode object) {
    return Manifest.version(object).isEmpty() || Manifest.kind(object).isEmpty();
  }

  /**
   * The object with its name, namespace and labels evaluated, and in its namespace; the rest is the
   * assertion's own business ({@code pkg/engine/templating/resource_ref.go}).
   */
  private static JsonNode identified(Scope scope, JsonNode body, JsonNode object) {
    if (isPlainCheck(object)) {
      return object;
    }
    JsonNode filled = object;
    if (scope.isTemplate(body) && object.path("metadata").isObject()) {
      ObjectNode copy = object.deepCopy().asObject();
      ObjectNode metadata = copy.withObject("/metadata");
      for (String field : IDENTITY) {
        JsonNode value = metadata.path(field);
        if (value.isString() || value.isObject()) {
          metadata.set(field, Template.filled(value, value, scope.bindings()));
        }
      }
      filled = copy;
    }
    return scope.api().placed(filled, scope.namespace());
  }

  /** What was seen at the last look, for the report. */
  private static final class LastLook {

    private final List<String> said = new ArrayList<>();
    private final List<Difference> seen = new ArrayList<>();
    private Optional<String> broken = Optional.empty();

    /** Looks; an error ends the waiting, as in chainsaw. */
    boolean take(java.util.function.BooleanSupplier question) {
      said.clear();
      seen.clear();
      try {
        return question.getAsBoolean();
      } catch (ApiException refused) {
        broken = Optional.of(refused.text());
      } catch (TreeException senseless) {
        broken = Optional.of(senseless.text());
      }
      return true;
    }

    boolean isBroken() {
      return broken.isPresent();
    }

    void say(String text) {
      said.add(text);
    }

    void saw(JsonNode candidate, List<Mismatch> mismatches) {
      seen.add(new Difference(candidate, mismatches));
    }

    String problem(JsonNode wanted) {
      String title = Manifest.title(wanted);
      return broken
          .map(text -> title + ": " + text)
          .or(() -> Difference.closest(seen))
          .orElseGet(() -> said.isEmpty() ? title + ": timed out" : String.join("\n", said));
    }
  }
}
