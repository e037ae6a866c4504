/** Runs test files of Kyverno's command on this engine, as {@code kyverno test} runs them. */
@NullMarked
package dev.kyverdict.clicases;

import org.jspecify.annotations.NullMarked;
