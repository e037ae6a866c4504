/** Which requests reach Kyverno, its policies and their rules. */
@NullMarked
package dev.kyverdict.engine.match;

import org.jspecify.annotations.NullMarked;
