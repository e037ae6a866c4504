package dev.kyverdict.model;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * {@code mutate}.
 *
 * @param patch what is changed
 * @param targets {@code targets}: existing objects that are changed instead of the one admitted
 * @param mutateExistingOnPolicyUpdate {@code mutateExistingOnPolicyUpdate}
 */
public record Mutate(
    Patch patch, List<Target> targets, Optional<Boolean> mutateExistingOnPolicyUpdate)
    implements Action {

  /** Copies the list. */
  public Mutate {
    targets = List.copyOf(targets);
  }

  /** A patch of the admitted object. */
  public static Mutate of(Patch patch) {
    return new Mutate(patch, List.of(), Optional.empty());
  }

  /** The ways to change an object. */
  public sealed interface Patch {

    /** Whether it is a JSON patch, or a loop of which one is; one in a nested loop is not seen. */
    default boolean isJsonPatch() {
      return switch (this) {
        case JsonPatch(var text) -> !text.isEmpty();
        case ForEachPatch(var loops) ->
            loops.stream()
                .anyMatch(loop -> loop.patch() instanceof JsonPatch(var text) && !text.isEmpty());
        case StrategicMerge merge -> false;
        case NoPatch none -> false;
      };
    }
  }

  /** No patch: {@code mutate} with other fields only. */
  public record NoPatch() implements Patch {}

  /**
   * {@code patchStrategicMerge}.
   *
   * @param tree the overlay, anchors in its keys
   */
  public record StrategicMerge(JsonNode tree) implements Patch {

    /** Copies the tree. */
    public StrategicMerge {
      tree = tree.deepCopy();
    }
  }

  /**
   * {@code patchesJson6902}.
   *
   * @param text the operations, as YAML or JSON text: variables are substituted inside the text
   */
  public record JsonPatch(String text) implements Patch {}

  /**
   * {@code foreach} of a mutate rule.
   *
   * @param loops the declarations, one after another
   */
  public record ForEachPatch(List<ForEach> loops) implements Patch {

    /** Copies the list. */
    public ForEachPatch {
      loops = List.copyOf(loops);
    }
  }

  /**
   * {@code foreach[]}.
   *
   * @param list {@code list}: plain JMESPath, no braces
   * @param order {@code order}
   * @param context {@code context}, loaded for each element
   * @param preconditions {@code preconditions}, asked for each element
   * @param patch the patch, or nested loops
   */
  public record ForEach(
      String list,
      Optional<Order> order,
      List<ContextEntry> context,
      Optional<Conditions.AnyAll> preconditions,
      Patch patch) {

    /** Copies the list. */
    public ForEach {
      context = List.copyOf(context);
    }
  }

  /** {@code order}: Kyverno walks a strategic merge backwards when nothing is said. */
  public enum Order {
    /** First to last. */
    ASCENDING("Ascending"),
    /** Last to first. */
    DESCENDING("Descending");

    private final String text;

    Order(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /**
   * {@code targets[]}.
   *
   * @param apiVersion {@code apiVersion}
   * @param kind {@code kind}
   * @param namespace {@code namespace}
   * @param name {@code name}
   * @param uid {@code uid}
   * @param selector {@code selector}
   * @param context {@code context}
   * @param preconditions {@code preconditions}
   */
  public record Target(
      Optional<String> apiVersion,
      Optional<String> kind,
      Optional<String> namespace,
      Optional<String> name,
      Optional<String> uid,
      Optional<Selector> selector,
      List<ContextEntry> context,
      Optional<Conditions> preconditions) {

    /** Copies the list. */
    public Target {
      context = List.copyOf(context);
    }
  }
}
