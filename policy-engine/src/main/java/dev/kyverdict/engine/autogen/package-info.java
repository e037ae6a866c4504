/** The rules that Kyverno derives from rules for Pods. */
@NullMarked
package dev.kyverdict.engine.autogen;

import org.jspecify.annotations.NullMarked;
