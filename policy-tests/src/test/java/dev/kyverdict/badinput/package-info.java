/** What nobody should be able to do by mistake. */
@NullMarked
package dev.kyverdict.badinput;

import org.jspecify.annotations.NullMarked;
