/** A story as a page that a browser shows without anything else. */
@NullMarked
package dev.kyverdict.testing.page;

import org.jspecify.annotations.NullMarked;
