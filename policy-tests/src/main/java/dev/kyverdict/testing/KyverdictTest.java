package dev.kyverdict.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.ClassTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test class whose tests take a {@link Scenario}. The whole class runs once for each judge, all
 * of which must agree with what it asserts; {@code -Dkyverdict.judge=live} judges those that are
 * judged by a simulated cluster by a real one instead.
 *
 * <p>Nothing passes by accident: the class fails when a policy that it applies was never asked, a
 * rule never matched, or a condition went one way only, unless an {@link Accept} says why.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ClassTemplate
@ExtendWith(KyverdictExtension.class)
public @interface KyverdictTest {

  /** Who judges. */
  Judge[] judges() default Judge.SIMULATED;

  /** How many percent of the outcomes of its rules the class must have seen at least. */
  int coverage() default 0;
}
