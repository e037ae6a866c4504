/** VolSync, External Secrets, snapshots and kustomize, as immutable values. */
@NullMarked
package dev.kyverdict.model.kube;

import org.jspecify.annotations.NullMarked;
