/** Why a decision came out as it did, and what would change it. */
@NullMarked
package dev.kyverdict.engine.explain;

import org.jspecify.annotations.NullMarked;
