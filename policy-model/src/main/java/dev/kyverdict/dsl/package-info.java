/** The one door through which policies are written. */
@NullMarked
package dev.kyverdict.dsl;

import org.jspecify.annotations.NullMarked;
