package dev.kyverdict.testing;

import dev.kyverdict.testing.coverage.Coverage;
import dev.kyverdict.testing.coverage.Gap;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Disabled;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/** What the tests of a class have shown, all taken together. */
final class ClassRecord {

  private final Class<?> test;
  private final KyverdictTest annotation;
  private final Judge judge;
  private final Set<String> ran = new TreeSet<>();
  private Coverage coverage = new Coverage();
  private boolean red;

  ClassRecord(Class<?> test, KyverdictTest annotation, Judge judge) {
    this.test = test;
    this.annotation = annotation;
    this.judge = judge;
  }

  Coverage coverage() {
    return coverage;
  }

  void begin() {
    coverage = new Coverage();
    ran.clear();
    red = false;
  }

  void ran(String method, boolean green) {
    ran.add(method);
    red |= !green;
  }

  /** Only the whole class, and only a green one, tells what is missing. */
  private boolean isTelling() {
    return !red && !ran.isEmpty() && ran.containsAll(methods()) && judge != Judge.LIVE;
  }

  private Set<String> methods() {
    Set<String> names = new LinkedHashSet<>();
    for (Method method :
        ReflectionSupport.findMethods(
            test,
            it ->
                AnnotationSupport.isAnnotated(it, org.junit.jupiter.api.Test.class)
                    || AnnotationSupport.isAnnotated(it, org.junit.jupiter.api.TestTemplate.class)
                    || AnnotationSupport.isAnnotated(it, org.junit.jupiter.api.TestFactory.class),
            HierarchyTraversalMode.TOP_DOWN)) {
      JudgedBy only = method.getAnnotation(JudgedBy.class);
      boolean ours = only == null || JudgeChoice.sees(judge, only);
      if (ours && !AnnotationSupport.isAnnotated(method, Disabled.class)) {
        names.add(method.getName());
      }
    }
    return names;
  }

  /** The coverage of outcomes in words; empty when it would say nothing. */
  Optional<String> report() {
    return isTelling() ? Optional.of(coverage.report()) : Optional.empty();
  }

  /**
   * Asks whether the class shows what it seems to show.
   *
   * @throws AssertionError with every reason why not
   */
  void check() {
    if (!isTelling()) {
      return;
    }
    List<String> faults = new ArrayList<>();
    Set<String> accepted = new LinkedHashSet<>();
    for (Accept accept : test.getAnnotationsByType(Accept.class)) {
      accepted.add(accept.gap());
    }
    Set<String> unused = new LinkedHashSet<>(accepted);
    for (Gap gap : coverage.gaps()) {
      unused.remove(gap.text());
      if (!accepted.contains(gap.text())) {
        faults.add(
            gap.text()
                + "\n    repair: "
                + gap.repair()
                + ", or accept it on the class:\n    "
                + acceptance(gap.text()));
      }
    }
    unused.forEach(
        gap -> faults.add("accepted, and not so: " + gap + "\n    repair: remove the @Accept"));
    if (coverage.percent() < annotation.coverage()) {
      faults.add(
          "coverage of outcomes is %d %%, at least %d %% are asked for\n%s"
              .formatted(coverage.percent(), annotation.coverage(), coverage.report()));
    }
    if (!faults.isEmpty()) {
      throw new AssertionError(
          "%s, judged by %s, is green and shows less than it seems:\n  %s"
              .formatted(test.getSimpleName(), judge, String.join("\n  ", faults)));
    }
  }

  private static String acceptance(String gap) {
    return "@Accept(gap = \""
        + gap.replace("\\", "\\\\").replace("\"", "\\\"")
        + "\", because = \"…\")";
  }
}
