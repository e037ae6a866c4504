/** Values to manifests and back, and the GitOps tree on disk. */
@NullMarked
package dev.kyverdict.render;

import org.jspecify.annotations.NullMarked;
