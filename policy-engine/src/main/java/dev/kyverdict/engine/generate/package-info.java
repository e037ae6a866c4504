/** What the rules that generate would make. */
@NullMarked
package dev.kyverdict.engine.generate;

import org.jspecify.annotations.NullMarked;
