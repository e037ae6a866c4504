/** Zero-touch backup and restore with VolSync: the product. */
@NullMarked
package dev.kyverdict.volsync;

import org.jspecify.annotations.NullMarked;
