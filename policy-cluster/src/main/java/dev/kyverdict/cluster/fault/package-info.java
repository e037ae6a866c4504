/** What goes wrong between a caller and the API server, as data. */
@NullMarked
package dev.kyverdict.cluster.fault;

import org.jspecify.annotations.NullMarked;
