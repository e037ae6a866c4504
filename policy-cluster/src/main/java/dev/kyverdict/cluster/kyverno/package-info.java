/**
 * What Kyverno's controllers have in common: accounts, labels, caches, the objects they exchange.
 */
@NullMarked
package dev.kyverdict.cluster.kyverno;

import org.jspecify.annotations.NullMarked;
