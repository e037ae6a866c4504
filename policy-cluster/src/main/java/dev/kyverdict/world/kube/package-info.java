/** What the actors around a cluster have in common: how they ask the API server and remember. */
@NullMarked
package dev.kyverdict.world.kube;

import org.jspecify.annotations.NullMarked;
