/**
 * A rendered tree and the GitOps directory that it is written into.
 *
 * <p>The way in is {@link dev.kyverdict.render.tree.GitOpsDirectory}. Everything is computed and
 * checked before the first byte is written; what cannot be done is said as {@link
 * dev.kyverdict.render.tree.TreeProblem}s, all at once.
 */
@NullMarked
package dev.kyverdict.render.tree;

import org.jspecify.annotations.NullMarked;
