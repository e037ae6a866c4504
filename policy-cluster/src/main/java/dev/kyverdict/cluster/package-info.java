/** A Kubernetes cluster as whoever talks to it sees it: the same words for any cluster. */
@NullMarked
package dev.kyverdict.cluster;

import org.jspecify.annotations.NullMarked;
