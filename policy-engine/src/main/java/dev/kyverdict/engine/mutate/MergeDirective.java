package dev.kyverdict.engine.mutate;

import dev.kyverdict.engine.EvaluationException;
import java.util.List;

/** What {@code $patch} says ({@code kyaml/yaml/merge2/smpdirective.go}). */
enum MergeDirective {
  MERGE,
  REPLACE,
  DELETE;

  private static final String KEY = "$patch";

  /** Takes the directive out of a map or a list of the patch. */
  static MergeDirective take(MergeNode patch) {
    if (patch.isAbsent()) {
      return MERGE;
    }
    return switch (patch.kind()) {
      case MAPPING -> takeFromMap(patch);
      case SEQUENCE -> takeFromList(patch);
      case SCALAR ->
          throw new EvaluationException(
              "no implemented strategic merge patch strategy for '" + patch.text() + "'");
    };
  }

  /** As {@link #take}; a directive that is none stays in the patch. */
  static MergeDirective takeLenient(MergeNode patch) {
    try {
      return take(patch);
    } catch (EvaluationException unknown) {
      return MERGE;
    }
  }

  private static MergeDirective takeFromMap(MergeNode patch) {
    MergeNode value = patch.field(KEY);
    if (value.isAbsent()) {
      return MERGE;
    }
    MergeDirective directive = named(value.text());
    patch.fields().remove(KEY);
    return directive;
  }

  /** The first element with a directive counts, if it holds nothing else. */
  private static MergeDirective takeFromList(MergeNode patch) {
    for (MergeNode element : patch.elements()) {
      MergeNode value = element.field(KEY);
      if (!value.isAbsent()) {
        if (element.fields().size() > 1) {
          return MERGE;
        }
        MergeDirective directive = named(value.text());
        new ElementSetter(List.of(KEY), List.of(value.text())).remove(patch);
        return directive;
      }
    }
    return MERGE;
  }

  private static MergeDirective named(String name) {
    return switch (name) {
      case "merge" -> MERGE;
      case "replace" -> REPLACE;
      case "delete" -> DELETE;
      default -> throw new EvaluationException("unknown patch strategy '" + name + "'");
    };
  }

  /** The node with which merging goes on. */
  MergeNode choose(MergeNode target, MergeNode patch) {
    return switch (this) {
      case MERGE -> target;
      case REPLACE -> patch;
      case DELETE -> MergeNode.ABSENT;
    };
  }
}
