package dev.kyverdict.explore;

import dev.kyverdict.explore.Search.Found;
import java.util.ArrayList;
import java.util.List;

/** Tells paths in the names of the claims: states have them in an order of their own. */
final class Paths {

  private final SmallWorld world;
  private final Laws laws;
  private final Actors actors;
  private final Symmetry symmetry;
  private final States states;

  /** A path: how it begins, its steps, and which claim stands at each place of its last state. */
  record Path(SmallWorld.Beginning beginning, List<Step> steps, int[] order, long[] state) {}

  Paths(SmallWorld world, Laws laws, Actors actors, Symmetry symmetry, States states) {
    this.world = world;
    this.laws = laws;
    this.actors = actors;
    this.symmetry = symmetry;
    this.states = states;
  }

  Witness witness(Invariant invariant, boolean provoked, Found found) {
    Path path = path(found.state());
    List<Step> steps = new ArrayList<>(path.steps());
    steps.add(
        found.code() < 0
            ? new Step("WAIT", "", "", Deed.WAIT.words(""))
            : step(path.state(), path.order(), found.code()));
    String claim = world.name(path.order()[found.claim()]);
    return new Witness(invariant, provoked, claim, path.beginning(), steps);
  }

  Exploration.Window window(int age, Found found) {
    Path path = path(found.state());
    List<Step> steps = new ArrayList<>(path.steps());
    steps.add(step(path.state(), path.order(), found.code()));
    String claim = world.name(path.order()[found.claim()]);
    return new Exploration.Window(
        SmallWorld.STEP.multipliedBy(age), claim, path.beginning(), steps);
  }

  private Path path(int last) {
    List<Integer> numbers = new ArrayList<>();
    for (int number = last; number >= 0; number = states.from(number)) {
      numbers.addFirst(number);
    }
    int[] order = new int[laws.claims() + world.namespaces().size()];
    for (int i = 0; i < order.length; i++) {
      order[i] = i < laws.claims() ? i : i - laws.claims();
    }
    SmallWorld.Beginning beginning = SmallWorld.Beginning.values()[states.by(numbers.getFirst())];
    long[] state = actors.beginning(beginning);
    symmetry.order(state, order);
    List<Step> steps = new ArrayList<>();
    for (int number : numbers.subList(1, numbers.size())) {
      int code = states.by(number);
      steps.add(step(state, order, code));
      state = after(state, code);
      symmetry.order(state, order);
    }
    return new Path(beginning, steps, order, state);
  }

  private Step step(long[] state, int[] order, int code) {
    Deed deed = Deed.of(code);
    int who = Deed.who(code);
    String subject =
        switch (deed) {
          case DEPLOY, BASE_SECRET, DELETE_APP ->
              world.namespaces().get(order[laws.claims() + who]);
          case RUN_BEGINS, RUN_PUBLISHES, RUN_ENDS, RUN_DIES, TIME, DAY, REBUILD, WAIT -> "";
          case RUN_LISTS -> Deed.way(code) == 1 ? world.name(order[who]) : "";
          default -> world.name(order[who]);
        };
    return new Step(deed.name(), subject, answer(state, code, subject), deed.words(subject));
  }

  private String answer(long[] state, int code, String subject) {
    int way = Deed.way(code);
    int who = Deed.who(code);
    return switch (Deed.of(code)) {
      case CREATE -> {
        long word = state[who + 1];
        Outcome outcome =
            way == 0
                ? laws.admissions().truth(who, state[0], word)
                : laws.admissions().struck(who, state[0], word).get(way - 1);
        yield outcome.words();
      }
      default -> way == 0 ? "" : fault(Deed.of(code), way, subject);
    };
  }

  private static String fault(Deed deed, int way, String subject) {
    return switch (deed) {
      case RUN_LISTS ->
          way == 1 ? "the listing of " + subject + " fails" : "S3 answers that it is empty";
      case RUN_PUBLISHES ->
          way == Warming.AHEAD ? "dated half a day ahead" : "fails, and the run goes on";
      case SYNC_READS -> "there is none";
      case SYNC_ENDS ->
          switch (way) {
            case Working.CLAIM_IMAGE -> "the image is a claim";
            case Working.NULL_IMAGE -> "the image has no name yet";
            default -> "the log of the mover is missing";
          };
      default -> way == Warming.OTHER_SIZE ? "in another size" : "fails";
    };
  }

  /** The state after a step; the actors are asked again, as states only note the step. */
  private long[] after(long[] state, int code) {
    long[] copy = new long[state.length];
    long[] result = new long[state.length];
    boolean[] found = new boolean[1];
    actors.steps(
        state,
        new Out() {
          @Override
          public long[] copy(long[] of) {
            System.arraycopy(of, 0, copy, 0, copy.length);
            return copy;
          }

          @Override
          public void step(int taken, long[] next) {
            if (taken == code) {
              System.arraycopy(next, 0, result, 0, result.length);
              found[0] = true;
            }
          }

          @Override
          public void broken(Invariant invariant, int claim, int taken) {}

          @Override
          public void window(int claim, int age, int taken) {}
        });
    if (!found[0]) {
      throw new IllegalStateException("no such step: " + code);
    }
    return result;
  }
}
