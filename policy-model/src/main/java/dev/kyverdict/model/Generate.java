package dev.kyverdict.model;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * {@code generate}.
 *
 * @param generateExisting {@code generateExisting}: objects that were there before the policy
 * @param synchronize {@code synchronize}: Kyverno takes {@code false} when absent
 * @param orphanDownstreamOnPolicyDelete {@code orphanDownstreamOnPolicyDelete}
 * @param target which object is made; all parts absent with foreach and partly with cloneList
 * @param source of what it is made
 */
public record Generate(
    Optional<Boolean> generateExisting,
    Optional<Boolean> synchronize,
    Optional<Boolean> orphanDownstreamOnPolicyDelete,
    Target target,
    Source source)
    implements Action {

  /** The same with {@code synchronize}. */
  public Generate withSynchronize(boolean value) {
    return new Generate(
        generateExisting, Optional.of(value), orphanDownstreamOnPolicyDelete, target, source);
  }

  /** The same with {@code generateExisting}. */
  public Generate withGenerateExisting(boolean value) {
    return new Generate(
        Optional.of(value), synchronize, orphanDownstreamOnPolicyDelete, target, source);
  }

  /**
   * The object to be made.
   *
   * @param apiVersion {@code apiVersion}
   * @param kind {@code kind}
   * @param namespace {@code namespace}
   * @param name {@code name}
   * @param uid {@code uid}
   */
  public record Target(
      Optional<String> apiVersion,
      Optional<String> kind,
      Optional<String> namespace,
      Optional<String> name,
      Optional<String> uid) {

    /** Names nothing. */
    public static final Target NONE =
        new Target(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
  }

  /** Where the content of a generated object comes from. */
  public sealed interface Source {}

  /** No source: nothing is generated. */
  public record NoSource() implements Source {}

  /**
   * {@code data}.
   *
   * @param tree the object without apiVersion, kind, name and namespace
   */
  public record Data(JsonNode tree) implements Source {

    /** Copies the tree. */
    public Data {
      tree = tree.deepCopy();
    }
  }

  /**
   * {@code clone}: a copy of one object.
   *
   * @param namespace {@code clone.namespace}
   * @param name {@code clone.name}
   */
  public record Clone(Optional<String> namespace, Optional<String> name) implements Source {}

  /**
   * {@code cloneList}: copies of all objects of some kinds.
   *
   * @param namespace {@code cloneList.namespace}
   * @param kinds {@code cloneList.kinds}
   * @param selector {@code cloneList.selector}
   */
  public record CloneList(
      Optional<String> namespace, List<String> kinds, Optional<Selector> selector)
      implements Source {

    /** Copies the list. */
    public CloneList {
      kinds = List.copyOf(kinds);
    }
  }

  /**
   * {@code foreach} of a generate rule.
   *
   * @param loops the declarations
   */
  public record ForEachSource(List<ForEach> loops) implements Source {

    /** Copies the list. */
    public ForEachSource {
      loops = List.copyOf(loops);
    }
  }

  /**
   * {@code foreach[]}.
   *
   * @param list {@code list}: plain JMESPath, no braces
   * @param context {@code context}
   * @param preconditions {@code preconditions}
   * @param target which object each element makes
   * @param source of what
   */
  public record ForEach(
      String list,
      List<ContextEntry> context,
      Optional<Conditions.AnyAll> preconditions,
      Target target,
      Source source) {

    /** Copies the list. */
    public ForEach {
      context = List.copyOf(context);
    }
  }
}
