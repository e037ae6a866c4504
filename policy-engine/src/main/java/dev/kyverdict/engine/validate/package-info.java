/** Patterns and their anchors; the rules that check. */
@NullMarked
package dev.kyverdict.engine.validate;

import org.jspecify.annotations.NullMarked;
