/** The snippets of the documentation, compiled and run. */
@NullMarked
package dev.kyverdict.docs;

import org.jspecify.annotations.NullMarked;
