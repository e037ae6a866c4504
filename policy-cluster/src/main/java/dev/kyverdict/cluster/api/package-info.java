/** An API server in memory, as far as policies can tell it from a real one. */
@NullMarked
package dev.kyverdict.cluster.api;

import org.jspecify.annotations.NullMarked;
