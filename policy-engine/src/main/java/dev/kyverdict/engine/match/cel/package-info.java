/** Match conditions in CEL. */
@NullMarked
package dev.kyverdict.engine.match.cel;

import org.jspecify.annotations.NullMarked;
