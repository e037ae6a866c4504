/** YAML text to trees with places, and trees to YAML text. */
@NullMarked
package dev.kyverdict.yaml;

import org.jspecify.annotations.NullMarked;
