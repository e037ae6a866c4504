/** The 74 cases of the failure catalogue, one row each. */
@NullMarked
package dev.kyverdict.cases;

import org.jspecify.annotations.NullMarked;
