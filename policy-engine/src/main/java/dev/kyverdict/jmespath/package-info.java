/** JMESPath as Kyverno parses and evaluates it. */
@NullMarked
package dev.kyverdict.jmespath;

import org.jspecify.annotations.NullMarked;
