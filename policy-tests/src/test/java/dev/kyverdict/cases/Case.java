package dev.kyverdict.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A row with what has to be run for it.
 *
 * @param expected the row as it should come out
 * @param form runs the form in which it was once met
 * @param profiles runs it with the rendered manifests of a profile, and says whether it was won
 * @param lives the recordings that it rests on
 */
record Case(
    Row expected,
    Optional<BooleanSupplier> form,
    Predicate<String> profiles,
    List<Recorded> lives) {

  static final String AS_PLANNED = "as-planned";
  static final String SAFE = "safe";

  /** A row whose outcomes come next. */
  static Case of(int number, String kind, String title, String judgedBy) {
    Row row = new Row(number, kind, title, Outcome.NONE, Outcome.NONE, Outcome.NONE, judgedBy, "");
    return new Case(row, Optional.empty(), profile -> false, List.of());
  }

  /** The form in which it was once met is lost. */
  Case lostAs(BooleanSupplier play) {
    Row row = expected.with(Outcome.LOST, expected.asPlanned(), expected.ours());
    return new Case(row, Optional.of(play), profiles, lives);
  }

  /** How it should end with the two profiles. */
  Case ends(Outcome asPlanned, Outcome ours, Predicate<String> play) {
    return new Case(expected.with(expected.form(), asPlanned, ours), form, play, lives);
  }

  /** What a real cluster once said, and how to ask the simulated one the same. */
  Case live(String id, Supplier<String> played) {
    List<Recorded> more = new ArrayList<>(lives);
    more.add(new Recorded(id, played));
    return new Case(expected, form, profiles, List.copyOf(more));
  }

  /** What there is to say about it. */
  Case note(String text) {
    Row it = expected;
    Row row =
        new Row(
            it.number(),
            it.kind(),
            it.title(),
            it.form(),
            it.asPlanned(),
            it.ours(),
            it.judgedBy(),
            text);
    return new Case(row, form, profiles, lives);
  }

  /** Runs it: the row as it does come out. */
  Row run() {
    return expected.with(
        form.map(it -> Outcome.of(it.getAsBoolean())).orElse(Outcome.NONE),
        Outcome.of(profiles.test(AS_PLANNED)),
        Outcome.of(profiles.test(SAFE)));
  }
}
