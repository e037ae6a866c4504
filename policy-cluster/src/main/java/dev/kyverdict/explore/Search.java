package dev.kyverdict.explore;

import dev.kyverdict.explore.Exploration.Figures;
import dev.kyverdict.explore.Exploration.Window;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Breadth first: the first path to a state is a shortest one. */
final class Search implements Out {

  private final Policies policies;
  private final SmallWorld world;
  private final Bound bound;
  private final Set<Invariant> ends;
  private final boolean anyEnds;
  private final Laws laws;
  private final Actors actors;
  private final Symmetry symmetry;
  private final Fairness fairness;
  private final States states;
  private final Map<Invariant, Found> broken = new EnumMap<>(Invariant.class);
  private final Map<Invariant, Found> provoked = new EnumMap<>(Invariant.class);
  private final Map<Integer, Found> windows = new TreeMap<>();
  private final long[] state;
  private final long[] scratch;
  private final long[] fair;
  private final int[] order;
  private int current;
  private long transitions;

  /** Where something was found: a step from a state, about a claim as that state numbers them. */
  record Found(int state, int code, int claim) {}

  Search(Policies policies, SmallWorld world, Bound bound, Set<Invariant> ends, boolean anyEnds) {
    this.anyEnds = anyEnds;
    this.policies = policies;
    this.world = world;
    this.bound = bound;
    this.ends = ends;
    this.laws = Actors.laws(policies, world, bound);
    this.actors = new Actors(laws);
    this.symmetry = laws.has(Reduction.SYMMETRY) ? Symmetry.of(world, policies) : Symmetry.none();
    this.fairness = new Fairness(actors, symmetry, laws);
    this.states = new States(laws.claims() + 1);
    this.state = new long[laws.claims() + 1];
    this.scratch = new long[laws.claims() + 1];
    this.fair = new long[laws.claims() + 1];
    this.order = new int[laws.claims() + world.namespaces().size()];
  }

  Exploration run() {
    ThreadMXBean clock = ManagementFactory.getThreadMXBean();
    long start = clock.getCurrentThreadCpuTime();
    current = -1;
    for (SmallWorld.Beginning beginning : world.beginnings()) {
      add(actors.beginning(beginning), beginning.ordinal());
    }
    int depth = 0;
    int end = states.size();
    int next = 0;
    while (next < end && depth < bound.depth() && !isOver()) {
      for (; next < end && !isOver(); next++) {
        current = next;
        states.load(next, state);
        actors.steps(state, this);
      }
      depth++;
      end = states.size();
    }
    return told(depth, next == states.size(), clock.getCurrentThreadCpuTime() - start);
  }

  private boolean isOver() {
    return states.size() >= bound.states()
        || anyEnds && !(broken.isEmpty() && provoked.isEmpty())
        || ends.stream().anyMatch(broken::containsKey);
  }

  private void add(long[] next, int code) {
    symmetry.order(next, order);
    if (states.add(next, current, code) >= 0 && bound.fairTicks() > 0) {
      System.arraycopy(next, 0, fair, 0, next.length);
      if (!fairness.holds(fair)) {
        int claim = 0;
        while (claim < laws.claims() - 1 && Claim.PHASE.is(fair[claim + 1])) {
          claim++;
        }
        Found found = new Found(states.size() - 1, -1, claim);
        note(Invariant.NEVER_ADMITTED, found, Common.FAULTS.is(next[0]));
      }
    }
  }

  @Override
  public long[] copy(long[] state) {
    System.arraycopy(state, 0, scratch, 0, scratch.length);
    return scratch;
  }

  @Override
  public void step(int code, long[] next) {
    transitions++;
    add(next, code);
  }

  @Override
  public void broken(Invariant invariant, int claim, int code) {
    boolean struck = Deed.of(code) == Deed.CREATE && Deed.way(code) > 0;
    note(invariant, new Found(current, code, claim), struck || Common.FAULTS.is(state[0]));
  }

  private void note(Invariant invariant, Found found, boolean byFault) {
    (byFault ? provoked : broken).putIfAbsent(invariant, found);
  }

  @Override
  public void window(int claim, int age, int code) {
    windows.putIfAbsent(age, new Found(current, code, claim));
  }

  /** By what it went. */
  Laws laws() {
    return laws;
  }

  private Exploration told(int depth, boolean complete, long nanos) {
    Paths paths = new Paths(world, laws, actors, symmetry, states);
    List<Witness> witnesses = new ArrayList<>();
    broken.forEach((invariant, found) -> witnesses.add(paths.witness(invariant, false, found)));
    provoked.forEach((invariant, found) -> witnesses.add(paths.witness(invariant, true, found)));
    witnesses.sort(java.util.Comparator.comparingInt(it -> it.steps().size()));
    List<Window> open = new ArrayList<>();
    windows.forEach((age, found) -> open.add(paths.window(age, found)));
    Figures figures =
        new Figures(
            states.size(),
            transitions,
            depth,
            complete,
            nanos,
            laws.admissions().keys().length,
            laws.admissions().questions(),
            laws.warmings().questions(),
            fairness.most());
    List<String> claims = world.claims().stream().map(dev.kyverdict.world.kube.Trees::key).toList();
    return new Exploration(policies.edits(), claims, bound, figures, witnesses, open);
  }
}
