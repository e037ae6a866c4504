/** The command kyverdict. */
@NullMarked
package dev.kyverdict.cli;

import org.jspecify.annotations.NullMarked;
