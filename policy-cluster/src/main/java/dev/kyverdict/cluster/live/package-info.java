/**
 * A real cluster on this machine, without containers: etcd, the API server, the controller manager
 * and Kyverno's controllers as processes on 127.0.0.1.
 */
@NullMarked
package dev.kyverdict.cluster.live;

import org.jspecify.annotations.NullMarked;
