/** How long a decision takes, and the same cases for Kyverno's own packages. */
@NullMarked
package dev.kyverdict.benchmarks;

import org.jspecify.annotations.NullMarked;
