/** The walls between the rooms. */
@NullMarked
package dev.kyverdict.architecture;

import org.jspecify.annotations.NullMarked;
