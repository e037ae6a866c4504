/**
 * What must never happen to anybody's data, as questions about a {@link dev.kyverdict.world.World}:
 * each {@link dev.kyverdict.world.safety.Guarantee} finds its violations in the state of cluster
 * and object store alone, with what the store remembers of deletions and Kyverno's decisions as
 * grounds. It asks the API server as an administrator does, so a fault that strikes everybody's
 * calls must be healed before.
 */
@NullMarked
package dev.kyverdict.world.safety;

import org.jspecify.annotations.NullMarked;
