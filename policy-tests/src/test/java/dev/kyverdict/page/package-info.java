/** The page of a story, looked at in a browser. */
@NullMarked
package dev.kyverdict.page;

import org.jspecify.annotations.NullMarked;
