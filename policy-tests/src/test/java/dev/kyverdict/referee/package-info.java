/** The rendered policies before the real Kyverno. */
@NullMarked
package dev.kyverdict.referee;

import org.jspecify.annotations.NullMarked;
