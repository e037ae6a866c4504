/** The few shell commands that tests may run: plain calls of kubectl, and what surrounds them. */
@NullMarked
package dev.kyverdict.chainsaw.shell;

import org.jspecify.annotations.NullMarked;
