/** What public suites say, and what becomes of it here. */
@NullMarked
package dev.kyverdict.conformance;

import org.jspecify.annotations.NullMarked;
