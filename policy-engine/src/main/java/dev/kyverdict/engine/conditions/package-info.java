/** Preconditions and deny conditions with Kyverno's operators. */
@NullMarked
package dev.kyverdict.engine.conditions;

import org.jspecify.annotations.NullMarked;
