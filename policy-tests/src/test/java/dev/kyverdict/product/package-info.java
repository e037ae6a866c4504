/** What the product's settings do. */
@NullMarked
package dev.kyverdict.product;

import org.jspecify.annotations.NullMarked;
