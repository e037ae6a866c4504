/** The real cluster: that it comes up, behaves, and leaves nothing behind. */
@NullMarked
package dev.kyverdict.live;

import org.jspecify.annotations.NullMarked;
