/** Where Kyverno leaves a decision to chance. */
@NullMarked
package dev.kyverdict.engine.chance;

import org.jspecify.annotations.NullMarked;
