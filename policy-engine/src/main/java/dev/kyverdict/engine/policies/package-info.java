/** What Kyverno says of a policy when it is created or updated. */
@NullMarked
package dev.kyverdict.engine.policies;

import org.jspecify.annotations.NullMarked;
