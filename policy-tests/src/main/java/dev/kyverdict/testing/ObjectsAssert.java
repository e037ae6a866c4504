package dev.kyverdict.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.assertj.core.api.AbstractAssert;

/** Says which objects of a kind a cluster holds. */
public final class ObjectsAssert extends AbstractAssert<ObjectsAssert, FoundAll> {

  ObjectsAssert(FoundAll actual) {
    super(actual, ObjectsAssert.class);
  }

  private ObjectsAssert check(boolean holds, String expected, String was, String... more) {
    if (!holds) {
      List<String> facts = new ArrayList<>();
      facts.add("expected  : " + expected);
      facts.add("but was   : " + was);
      facts.addAll(List.of(more));
      failWithMessage("%s", actual.failure(facts));
    }
    return this;
  }

  private Set<String> names() {
    Set<String> names = new TreeSet<>();
    actual.objects().forEach(object -> names.add(Trees.name(object)));
    return names;
  }

  /** There is none. */
  public ObjectsAssert isEmpty() {
    return check(actual.objects().isEmpty(), "none", names().toString());
  }

  /** There are those with these names and no others. */
  public ObjectsAssert areNamed(String... names) {
    Set<String> expected = new TreeSet<>(List.of(names));
    return check(
        expected.equals(names()),
        "named " + expected,
        actual.objects().isEmpty() ? "none" : "named " + names());
  }

  /** Each passes, and there is at least one. */
  public ObjectsAssert eachSatisfies(Consumer<ObjectAssert> assertion) {
    check(
        !actual.objects().isEmpty(),
        "at least one, so that something is asserted",
        "none",
        "repair    : create one before, or say isEmpty()");
    actual.objects().forEach(object -> assertion.accept(new ObjectAssert(actual.one(object))));
    return this;
  }
}
