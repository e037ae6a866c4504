/** Patches: strategic merge, JSON patch; the rules that change. */
@NullMarked
package dev.kyverdict.engine.mutate;

import org.jspecify.annotations.NullMarked;
