/**
 * External Secrets with the store behind it, {@link dev.kyverdict.world.secrets.Vault}. Whatever is
 * asked of the store is a request, which a fault at {@code http://vault/*} may strike.
 */
@NullMarked
package dev.kyverdict.world.secrets;

import org.jspecify.annotations.NullMarked;
