/**
 * Runs end-to-end tests in chainsaw's format on any cluster, as chainsaw 0.2.12 runs them.
 *
 * <p>A test with a step that is out of reach, such as a shell script, is not run; it never passes.
 */
@NullMarked
package dev.kyverdict.chainsaw;

import org.jspecify.annotations.NullMarked;
