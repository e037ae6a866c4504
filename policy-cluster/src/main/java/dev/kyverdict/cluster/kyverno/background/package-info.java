/** Kyverno's background controller: what generates, keeps in step and changes existing objects. */
@NullMarked
package dev.kyverdict.cluster.kyverno.background;

import org.jspecify.annotations.NullMarked;
