/** A policy, a request and a cluster in; Kyverno's decision out. */
@NullMarked
package dev.kyverdict.engine;

import org.jspecify.annotations.NullMarked;
