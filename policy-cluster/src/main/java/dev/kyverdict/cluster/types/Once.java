package dev.kyverdict.cluster.types;

import java.util.Optional;
import java.util.function.Supplier;

/** A value that is made when it is first asked for; made twice it would be the same. */
final class Once<T> implements Supplier<T> {

  private final Supplier<T> source;
  private volatile Optional<T> made = Optional.empty();

  Once(Supplier<T> source) {
    this.source = source;
  }

  @Override
  public T get() {
    Optional<T> known = made;
    if (known.isPresent()) {
      return known.get();
    }
    T value = source.get();
    made = Optional.of(value);
    return value;
  }
}
