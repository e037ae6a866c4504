/** The patches that an API server applies, and who owns which field afterwards. */
@NullMarked
package dev.kyverdict.cluster.patch;

import org.jspecify.annotations.NullMarked;
