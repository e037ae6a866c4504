/** The spine: one request on its way through Kyverno's webhooks, and the decision about it. */
@NullMarked
package dev.kyverdict.engine.admission;

import org.jspecify.annotations.NullMarked;
