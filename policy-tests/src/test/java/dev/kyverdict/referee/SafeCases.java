package dev.kyverdict.referee;

import dev.kyverdict.referee.Admission.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.JsonNodeFactory;

/** What the <em>safe</em> profile must come to. */
final class SafeCases {

  private SafeCases() {}

  /**
   * Every claim of the example cluster in every state of destination and catalogue, and failure.
   */
  static List<Expectation> ofExampleCluster() {
    List<Expectation> cases = new ArrayList<>();
    for (Claim claim : Claim.ofExampleCluster()) {
      cases.addAll(of(claim, claim.toString()));
    }
    return cases;
  }

  /** One claim in every state of destination and catalogue, and in every failure of either. */
  static List<Expectation> of(Claim claim, String name) {
    List<Expectation> cases = new ArrayList<>();
    for (Catalogue catalogue : Catalogue.values()) {
      for (Destination state : Destination.values()) {
        World world = catalogue.in(World.of(claim).destination(state));
        cases.add(
            expectation(
                name + " " + state + " " + catalogue,
                claim,
                world,
                ordinary(claim, state, catalogue)));
      }
    }
    for (Failure failure : Failure.values()) {
      for (Catalogue catalogue : List.of(Catalogue.LISTS, Catalogue.DOES_NOT_LIST)) {
        World world = catalogue.in(World.of(claim).destination(failure));
        cases.add(expectation(name + " destination " + failure, claim, world, Outcome.UNKNOWN));
      }
      for (Destination state : List.of(Destination.WARM, Destination.ABSENT)) {
        World world = World.of(claim).destination(state).catalogue(failure);
        cases.add(expectation(name + " catalogue " + failure, claim, world, Outcome.UNKNOWN));
      }
    }
    return cases;
  }

  private static Outcome ordinary(Claim claim, Destination state, Catalogue catalogue) {
    if (catalogue.unreadable()) {
      return Outcome.UNKNOWN;
    }
    if (!catalogue.current()) {
      return Outcome.DENIED;
    }
    if (catalogue == Catalogue.DOES_NOT_LIST) {
      // what no ConfigMap can list is not known to be absent
      return claim.key().length() > 253 ? Outcome.DENIED : Outcome.UNCHANGED;
    }
    return state.restorable() ? Outcome.RESTORED : Outcome.DENIED;
  }

  private static Expectation expectation(String name, Claim claim, World world, Outcome outcome) {
    return new Expectation(
        name, Admission.create(claim, world), claim.seen() ? outcome : Outcome.UNCHANGED);
  }

  /** Claims that pass as they are, whatever is known or unknown. */
  static List<Expectation> untouched() {
    List<Expectation> cases = new ArrayList<>();
    Map<String, Claim> claims = HostileClaims.untouchable();
    claims.put("skip-restore", skipped(Claim.ordinary()));
    HostileClaims.namingTheirDestination()
        .forEach((name, claim) -> claims.put("skip-restore, " + name, skipped(claim)));
    claims.forEach(
        (name, claim) -> {
          for (Catalogue catalogue : Catalogue.values()) {
            for (Destination state : Destination.values()) {
              cases.add(
                  new Expectation(
                      name + " " + state + " " + catalogue,
                      Admission.create(claim, catalogue.in(World.of(claim).destination(state))),
                      Outcome.UNCHANGED));
            }
          }
          for (Failure failure : Failure.values()) {
            cases.add(
                new Expectation(
                    name + " " + failure,
                    Admission.create(
                        claim, World.of(claim).destination(failure).catalogue(failure)),
                    Outcome.UNCHANGED));
          }
        });
    Claim claim = Claim.ordinary();
    for (Destination state : Destination.values()) {
      World world = Catalogue.LISTS.in(World.of(claim).destination(state));
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
              for (Catalogue catalogue : Catalogue.values()) {
                for (Destination state : Destination.values()) {
                  cases.add(
                      new Expectation(
                          name + " " + state + " " + catalogue,
                          Admission.create(claim, catalogue.in(World.of(claim).destination(state))),
                          named(state, catalogue)));
                }
              }
              for (Failure failure : Failure.values()) {
                cases.add(
                    new Expectation(
                        name + " " + failure,
                        Admission.create(
                            claim, Catalogue.LISTS.in(World.of(claim).destination(failure))),
                        Outcome.UNKNOWN));
              }
            });
    return cases;
  }

  private static Outcome named(Destination state, Catalogue catalogue) {
    if (catalogue.unreadable()) {
      return Outcome.UNKNOWN;
    }
    if (catalogue == Catalogue.LISTS && state.restorable()) {
      return Outcome.UNCHANGED;
    }
    return catalogue == Catalogue.DOES_NOT_LIST ? Outcome.STRIPPED : Outcome.DENIED;
  }

  /** A claim without a size is nothing that a destination could fit; the API server refuses it. */
  static Expectation withoutSize() {
    Claim claim = Claim.ordinary();
    World world = Catalogue.LISTS.in(World.of(claim).destination(Destination.WARM));
    Claim unsized = claim.without("spec", "resources", "requests", "storage");
    return new Expectation("no size", Admission.create(unsized, world), Outcome.DENIED);
  }

  private static Claim skipped(Claim claim) {
    return claim.with(
        JsonNodeFactory.instance.stringNode("true"),
        "metadata",
        "annotations",
        "volsync.backup/skip-restore");
  }

  /** A selection that is small enough to be asked of many broken copies. */
  static List<Expectation> telling() {
    List<Expectation> cases = new ArrayList<>();
    for (Claim claim : HostileClaims.telling()) {
      cases.addAll(of(claim, claim.key()));
    }
    untouched().stream()
        .filter(expectation -> expectation.name().matches(".* (WARM LISTS|ABSENT LISTS|FORBIDDEN)"))
        .forEach(cases::add);
    untouched().stream().filter(e -> e.name().startsWith("update")).forEach(cases::add);
    cases.addAll(namingTheirDestination());
    cases.add(withoutSize());
    Claim longNamed = Claim.ordinary().named("a".repeat(253));
    cases.add(
        expectation(
            "too long to be listed",
            longNamed,
            Catalogue.DOES_NOT_LIST.in(World.of(longNamed).destination(Destination.ABSENT)),
            Outcome.DENIED));
    return cases;
  }
}
