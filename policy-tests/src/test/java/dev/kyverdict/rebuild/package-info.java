/** A cluster that is lost and built anew, and what must never happen to its data meanwhile. */
@NullMarked
package dev.kyverdict.rebuild;

import org.jspecify.annotations.NullMarked;
