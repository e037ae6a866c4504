/** The engine as its users meet it. */
@NullMarked
package dev.kyverdict.engine;

import org.jspecify.annotations.NullMarked;
