/**
 * The test kit: say in JUnit what happens in a cluster with Kyverno, and be told why when it does
 * not.
 */
@NullMarked
package dev.kyverdict.testing;

import org.jspecify.annotations.NullMarked;
