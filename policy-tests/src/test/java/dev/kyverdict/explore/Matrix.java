package dev.kyverdict.explore;

import dev.kyverdict.engine.admission.Decision;
import dev.kyverdict.engine.admission.Generated;
import dev.kyverdict.world.batch.PreWarmDecisions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who notices a fault of the policies. */
final class Matrix {

  /** Kinds of claims to which a destination can be given, so that longer paths matter. */
  private static final Set<String> LONG =
      Set.of("hourly", "daily", "named by itself", "named in dataSource");

  /** As many steps as it takes to have an image and a claim that asks for it. */
  private static final int NEAR = 14;

  private static final Bound ODD = Bound.USUAL.harmedBy(Harm.WORK, Harm.ODDITIES);

  private Matrix() {}

  static Bound bound(String kind) {
    return ODD.depth(LONG.contains(kind) ? 24 : 8);
  }

  /** Which invariant an exploration of one kind of claim sees broken first, or nothing. */
  static String seen(Policies policies, String kind, SmallWorld world) {
    try {
      return Explorer.explore(policies)
          .untilAnything()
          .over(world)
          .within(bound(kind))
          .witnesses()
          .stream()
          .findFirst()
          .map(it -> "%s: %s in %d".formatted(kind, it.invariant(), it.steps().size()))
          .orElse("");
    } catch (IllegalArgumentException refused) {
      return kind + ": refused";
    }
  }

  /** The same of the first kind of claim of which there is something to be seen. */
  static String seen(Policies policies) {
    return Kinds.all().entrySet().stream()
        .map(it -> seen(policies, it.getKey(), it.getValue()))
        .filter(it -> !it.isEmpty())
        .findFirst()
        .orElse("");
  }

  /** Decisions by what was asked. */
  static final class Answers {

    private final Map<String, long[]> asked = new LinkedHashMap<>();

    /** Every admission of every kind of claim that the explorations of some policies ask about. */
    static Answers of(Policies policies) {
      Answers answers = new Answers();
      Kinds.all()
          .forEach(
              (kind, world) -> {
                Bound near = ODD.depth(Math.min(NEAR, bound(kind).depth()));
                Search search = new Search(policies, world, near, Set.of(), false);
                search.run();
                answers.asked.put(kind, search.laws().admissions().keys());
              });
      return answers;
    }

    /** What policies say to all of it, when all goes well and when look-ups are struck. */
    List<String> by(Policies policies) {
      List<String> all = new ArrayList<>();
      PreWarmDecisions preWarm = PreWarmDecisions.of(policies.preWarm());
      asked.forEach(
          (kind, keys) -> {
            SmallWorld world = java.util.Objects.requireNonNull(Kinds.all().get(kind));
            Admissions admissions =
                new Admissions(world, policies.policies(), new Concrete(world, preWarm), false);
            for (long key : keys) {
              ask(admissions, key, Lookups.NONE, Strike.BROKEN, all);
              ask(admissions, key, Lookups.DESTINATIONS, Strike.BROKEN, all);
              ask(admissions, key, Lookups.DESTINATIONS, Strike.NOTHING, all);
              ask(admissions, key, Lookups.CATALOGUES, Strike.NOTHING, all);
            }
            for (Strike strike : Strike.values()) {
              ask(admissions, keys[0], Lookups.ALL, strike, all);
            }
          });
      return all;
    }

    private static void ask(
        Admissions admissions, long key, int struck, Strike strike, List<String> all) {
      Decision decision =
          admissions.admit(key, new Lookups(admissions.objects(key), struck, strike));
      List<Object> made = new ArrayList<>();
      for (Generated generated : decision.generated()) {
        made.addAll(generated.created());
      }
      all.add(
          decision.allowed() + " " + (decision.allowed() ? decision.object() + " " + made : ""));
    }
  }
}
