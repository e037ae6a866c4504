package dev.kyverdict.referee;

import dev.kyverdict.referee.Admission.Outcome;
import java.util.ArrayList;
import java.util.List;

/** What the <em>as planned</em> profile must come to. */
final class AsPlannedCases {

  private AsPlannedCases() {}

  /** Every claim of the example cluster in every state and failure. */
  static List<Expectation> ofExampleCluster() {
    List<Expectation> cases = new ArrayList<>();
    for (Claim claim : Claim.ofExampleCluster()) {
      cases.addAll(of(claim, claim.toString()));
    }
    return cases;
  }

  /** One claim in every state and failure. */
  static List<Expectation> of(Claim claim, String name) {
    List<Expectation> cases = new ArrayList<>();
    for (Destination state : Destination.values()) {
      World world = World.of(claim).destination(state);
      Outcome outcome = claim.seen() && state.hasImageName() ? Outcome.RESTORED : Outcome.UNCHANGED;
      cases.add(new Expectation(name + " " + state, Admission.create(claim, world), outcome));
    }
    for (Failure failure : Failure.values()) {
      World world = World.of(claim).destination(failure);
      // a default stands in for a failed call, and for nothing else
      Outcome outcome =
          claim.seen() && !failure.isFailedCall() ? Outcome.UNKNOWN : Outcome.UNCHANGED;
      cases.add(new Expectation(name + " " + failure, Admission.create(claim, world), outcome));
    }
    return cases;
  }

  /** Claims that must stay as they are in every state. */
  static List<Expectation> untouched() {
    List<Expectation> cases = new ArrayList<>();
    HostileClaims.untouchable()
        .forEach(
            (name, claim) -> {
              for (Destination state : Destination.values()) {
                World world = World.of(claim).destination(state);
                cases.add(
                    new Expectation(
                        name + " " + state, Admission.create(claim, world), Outcome.UNCHANGED));
              }
            });
    Claim claim = Claim.ordinary();
    for (Destination state : Destination.values()) {
      World world = World.of(claim).destination(state);
      cases.add(
          new Expectation("update " + state, Admission.update(claim, world), Outcome.UNCHANGED));
    }
    return cases;
  }

  /** Claims that name their own destination. */
  static List<Expectation> namingTheirDestination() {
    List<Expectation> cases = new ArrayList<>();
    HostileClaims.namingTheirDestination()
        .forEach(
            (name, claim) -> {
              for (Destination state : Destination.values()) {
                World world = World.of(claim).destination(state);
                Outcome outcome = state.hasImageName() ? Outcome.UNCHANGED : Outcome.STRIPPED;
                cases.add(
                    new Expectation(name + " " + state, Admission.create(claim, world), outcome));
              }
            });
    return cases;
  }

  /** A selection that is small enough to be asked of many broken copies. */
  static List<Expectation> telling() {
    List<Expectation> cases = new ArrayList<>();
    for (Claim claim : HostileClaims.telling()) {
      cases.addAll(of(claim, claim.key()));
    }
    cases.addAll(untouched());
    cases.addAll(namingTheirDestination());
    return cases;
  }
}
