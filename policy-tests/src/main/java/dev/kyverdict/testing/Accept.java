package dev.kyverdict.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Something that the tests of a class do not show, and why that is right. */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(Accept.All.class)
public @interface Accept {

  /** What, in the words of the failure. */
  String gap();

  /** Why. */
  String because();

  /** Several. */
  @Documented
  @Target(ElementType.TYPE)
  @Retention(RetentionPolicy.RUNTIME)
  @interface All {

    /** Each. */
    Accept[] value();
  }
}
