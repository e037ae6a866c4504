package dev.kyverdict.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A test that only some of the judges of its class can judge: who sees decisions alone, or who sees
 * what comes of them in a cluster.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface JudgedBy {

  /** Who can. */
  Judge[] value();
}
