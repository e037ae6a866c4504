/** What a Kyverno policy is made of, as immutable values. */
@NullMarked
package dev.kyverdict.model;

import org.jspecify.annotations.NullMarked;
