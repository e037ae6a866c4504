package dev.kyverdict.world.batch;

import dev.kyverdict.world.apps.Container;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * What the pre-warm decides about one backup, without a cluster around it: what it has read goes
 * in, what it would do comes out.
 */
public final class PreWarmDecisions {

  private final Container container;

  private PreWarmDecisions(Container container) {
    this.container = container;
  }

  /** What is done. */
  public enum Verb {
    /** A line is printed. */
    SAYS,
    /** The ExternalSecret is made. */
    MAKES_SECRET,
    /** The Secret is waited for. */
    WAITS,
    /** The destination is made. */
    MAKES_DESTINATION,
    /** The destination is changed. */
    PATCHES_DESTINATION
  }

  /**
   * One thing to be done.
   *
   * @param verb what
   * @param result the result as it is printed; empty when nothing is
   * @param document what is sent; a missing node when nothing is
   */
  public record Act(Verb verb, String result, JsonNode document) {}

  /**
   * Of a container as the CronJob starts it.
   *
   * @throws IllegalArgumentException when it runs another script, or its settings are refused
   */
  public static PreWarmDecisions of(Container container) {
    if (!PreWarm.isPlayed(container)) {
      throw new IllegalArgumentException("not the script that is played here");
    }
    List<String> wrong = new Inputs(container, Instant.EPOCH.plusSeconds(1)).wrong();
    if (!wrong.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", wrong));
    }
    return new PreWarmDecisions(container);
  }

  /** Whether runs publish which claims have a backup. */
  public boolean hasCatalogue() {
    return !container.variable("CATALOGUE").isEmpty();
  }

  /**
   * Whether a listing is not believed, and the catalogue left as it is.
   *
   * @param gone how many claims of the old catalogue have no backup by the listing
   * @param known how many claims the old catalogue lists
   */
  public static boolean isTooMuch(int gone, int known) {
    return Losses.isTooMuch(gone, known);
  }

  /** Whether a namespace needs the base Secret before anything is made in it. */
  public boolean demandsBaseSecret() {
    return !container.variable("BASE_SECRET").isEmpty();
  }

  /** Whether nothing is ever made in a namespace. */
  public boolean isExcluded(String namespace) {
    return List.of(container.variable("EXCLUDED_NAMESPACES").split(" ", -1)).contains(namespace);
  }

  /** The ConfigMap in which they do. */
  public String catalogue() {
    return container.variable("CATALOGUE");
  }

  /** The namespace of that ConfigMap. */
  public String catalogueNamespace() {
    return container.variable("CATALOGUE_NAMESPACE");
  }

  /**
   * What is to be done about a backup.
   *
   * @param tag the newest snapshot, as {@code s3-} and sixteen digits
   * @param now when the run began
   * @param destination the destination, when there is one
   * @param claim the claim, when there is one
   * @param secret the ExternalSecret, when there is one
   */
  public List<Act> about(
      String namespace,
      String name,
      String tag,
      Instant now,
      Optional<JsonNode> destination,
      Optional<JsonNode> claim,
      Optional<JsonNode> secret) {
    Map<String, String> clock = new TreeMap<>(container.environment());
    clock.put("PREWARM_NOW", Long.toString(now.getEpochSecond()));
    Container then =
        new Container(
            container.account(),
            container.namespace(),
            container.command(),
            clock,
            container.files(),
            container.volumes());
    Backup backup = new Backup(namespace, name, tag);
    return Decision.of(new Inputs(then, now), backup, destination, claim, secret).stream()
        .map(PreWarmDecisions::act)
        .toList();
  }

  private static Act act(Decision.Act act) {
    JsonNode nothing = MissingNode.getInstance();
    return switch (act) {
      case Decision.Act.Says says -> new Act(Verb.SAYS, says.result(), nothing);
      case Decision.Act.Secret secret -> new Act(Verb.MAKES_SECRET, "", secret.document());
      case Decision.Act.Waits waits -> new Act(Verb.WAITS, "", nothing);
      case Decision.Act.Creates it -> new Act(Verb.MAKES_DESTINATION, "created", it.document());
      case Decision.Act.Patches it -> new Act(Verb.PATCHES_DESTINATION, it.result(), it.document());
    };
  }
}
