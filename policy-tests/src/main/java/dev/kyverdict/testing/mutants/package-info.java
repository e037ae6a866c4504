/** Policies with one thing taken out, and which tests notice. */
@NullMarked
package dev.kyverdict.testing.mutants;

import org.jspecify.annotations.NullMarked;
