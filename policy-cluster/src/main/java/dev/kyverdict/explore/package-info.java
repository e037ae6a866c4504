/**
 * Every order in which the actors around some claims can act, and every class of answer that the
 * API can give, within a stated bound. What is decided is asked of the engine and of the pre-warm;
 * what is left of a world is a handful of bits a claim.
 */
@NullMarked
package dev.kyverdict.explore;

import org.jspecify.annotations.NullMarked;
