package dev.kyverdict.explore;

import dev.kyverdict.world.batch.PreWarmDecisions;
import dev.kyverdict.world.batch.PreWarmDecisions.Act;
import dev.kyverdict.world.kube.Trees;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What the pre-warm decides about claims, asked once for each different question. */
final class Warmings {

  private final SmallWorld world;
  private final PreWarmDecisions preWarm;
  private final Concrete concrete;
  private final Memo<Integer> plans = new Memo<>();

  Warmings(SmallWorld world, PreWarmDecisions preWarm, Concrete concrete) {
    this.world = world;
    this.preWarm = preWarm;
    this.concrete = concrete;
  }

  /** Whether runs publish a catalogue. */
  boolean hasCatalogue() {
    return preWarm.hasCatalogue();
  }

  /** Whether a namespace needs the base Secret. */
  boolean demandsBaseSecret() {
    return preWarm.demandsBaseSecret();
  }

  /** Whether a run does nothing in a namespace. */
  boolean isExcluded(int namespace) {
    return preWarm.isExcluded(world.namespaces().get(namespace));
  }

  /** What a run will do that looks at a claim now. */
  int plan(int claim, long bits) {
    int phase = Claim.PHASE.of(bits);
    long seen = Claim.PHASE.in(0, phase) | Claim.SECRETS.in(0, Claim.SECRETS.of(bits));
    long listed = Claim.LISTED.in(0, Claim.LISTED.of(bits));
    // The three lowest bits are those of the phase, the next two are free here.
    long key = Claim.destination(bits) | seen | listed | (long) claim << Claim.TO_MAKE.shift();
    return plans.get(key, this::ask);
  }

  private int ask(long key) {
    int claim = Claim.TO_MAKE.of(key);
    JsonNode object = world.claims().get(claim);
    String tag = Concrete.tag(Claim.LISTED.of(key));
    List<Act> acts =
        preWarm.about(
            Trees.namespace(object),
            Trees.name(object),
            tag,
            Concrete.NOW,
            concrete.destination(claim, key),
            concrete.claim(claim, key),
            concrete.secret(claim, key));
    return acts.stream().mapToInt(Warmings::plan).reduce(0, (one, other) -> one | other);
  }

  private static int plan(Act act) {
    return switch (act.verb()) {
      case SAYS -> 0;
      case MAKES_SECRET -> Plan.SECRET;
      case WAITS -> Plan.WAIT;
      case MAKES_DESTINATION -> Plan.DESTINATION;
      case PATCHES_DESTINATION ->
          (act.document().has("spec") ? Plan.TAG : 0)
              | (act.document().has("metadata") ? Plan.NOTE : 0);
    };
  }

  /** How many different questions there were. */
  int questions() {
    return plans.size();
  }
}
