/** Explanations, word for word. */
@NullMarked
package dev.kyverdict.explain;

import org.jspecify.annotations.NullMarked;
