/**
 * What single JMESPath functions need of Go's library and of Kyverno's: times, URLs, regexes. A
 * leaf.
 */
@NullMarked
package dev.kyverdict.jmespath.functions;

import org.jspecify.annotations.NullMarked;
