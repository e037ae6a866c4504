package dev.kyverdict.fuzz;

import java.util.List;
import java.util.SplittableRandom;

/** Chance with a seed: the same seed throws the same numbers. */
final class Dice {

  private final SplittableRandom random;

  Dice(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** A number from 0, less than the bound. */
  int below(int bound) {
    return random.nextInt(bound);
  }

  /** A number from the first to the last, both included. */
  int between(int first, int last) {
    return random.nextInt(first, last + 1);
  }

  /** True in so many of a hundred throws. */
  boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  /** One of them. */
  <T> T of(List<T> choices) {
    return choices.get(below(choices.size()));
  }

  /** One of them. */
  String of(String... choices) {
    return choices[below(choices.length)];
  }

  /** The index of a weight: the more weight, the more often. */
  int weighted(int... weights) {
    int sum = 0;
    for (int weight : weights) {
      sum += weight;
    }
    int thrown = below(sum);
    int index = 0;
    while (thrown >= weights[index]) {
      thrown -= weights[index];
      index++;
    }
    return index;
  }
}
