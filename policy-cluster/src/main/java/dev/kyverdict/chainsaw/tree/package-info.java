/** Chainsaw's assertion trees and templates, with the JMESPath that is written in them. */
@NullMarked
package dev.kyverdict.chainsaw.tree;

import org.jspecify.annotations.NullMarked;
