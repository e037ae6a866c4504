/** What is merely wrong with a policy or a manifest. */
@NullMarked
package dev.kyverdict.lint;

import org.jspecify.annotations.NullMarked;
