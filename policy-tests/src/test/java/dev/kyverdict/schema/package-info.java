/** The rendered objects before the schemas of the real cluster. */
@NullMarked
package dev.kyverdict.schema;

import org.jspecify.annotations.NullMarked;
