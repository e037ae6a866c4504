package dev.kyverdict.twice;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Cases that share what stands around them.
 *
 * @param name of the namespace and of all that is made for the whole cluster
 * @param alone what no other scene may see, and that nothing else may run meanwhile
 * @param apart whether each case has a namespace of its own and may run beside the others
 * @param given makes what the cases need
 * @param cases what is done, one after another unless they are apart
 */
record Scene(String name, Alone alone, boolean apart, Consumer<Stage> given, List<Case> cases) {

  /** The name under which what happens before the cases is noted. */
  static final String GIVEN = "given";

  /** Copies the list. */
  Scene {
    cases = List.copyOf(cases);
  }

  /** One whose cases follow each other. */
  Scene(String name, Alone alone, Consumer<Stage> given, List<Case> cases) {
    this(name, alone, false, given, cases);
  }

  /** What is done to the whole cluster between the preparations and the cases of a scene. */
  enum Alone {
    /** Nothing: it runs beside others. */
    NOTHING,
    /** It changes what belongs to the whole cluster. */
    CLUSTER,
    /** Kyverno's admission controller is stopped. */
    ADMISSION_STOPPED,
    /** Kyverno's background controller is stopped. */
    BACKGROUND_STOPPED
  }

  /**
   * A case.
   *
   * @param name in words
   * @param script what is done and noted
   */
  record Case(String name, Consumer<Stage> script) {

    @Override
    public String toString() {
      return name;
    }
  }

  /** The names of all that is noted in it. */
  Stream<String> notes() {
    return Stream.concat(Stream.of(name + ": " + GIVEN), cases.stream().map(Case::name));
  }

  /** A scene of one case that makes all it needs. */
  static Scene of(String name, String words, Consumer<Stage> script) {
    return new Scene(name, Alone.NOTHING, Stage::givenNamespace, List.of(new Case(words, script)));
  }

  /** Cases under one policy. */
  static Scene under(String name, String policy, Consumer<Stage> given, List<Case> cases) {
    return new Scene(
        name,
        Alone.NOTHING,
        stage -> {
          stage.givenNamespace();
          given.accept(stage);
          stage.policy(policy);
        },
        cases);
  }

  /** The same, alone. */
  Scene alone(Alone what) {
    return new Scene(name, what, apart, given, cases);
  }

  /** The same with a namespace for each case. */
  Scene eachApart() {
    return new Scene(name, alone, true, given, cases);
  }
}
