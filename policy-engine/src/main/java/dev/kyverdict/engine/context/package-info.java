/** The variables that a rule sees, and the entries that load them when they are asked for. */
@NullMarked
package dev.kyverdict.engine.context;

import org.jspecify.annotations.NullMarked;
