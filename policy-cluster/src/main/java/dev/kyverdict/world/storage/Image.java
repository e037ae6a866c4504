package dev.kyverdict.world.storage;

import java.time.Instant;
import java.util.Map;

/**
 * A snapshot in Longhorn.
 *
 * @param volume of which volume
 * @param backup whether it was copied to the backup target, and outlives its volume
 * @param size the size of the volume
 * @param files what the volume held
 * @param taken when
 * @param ready when it can be used; never is {@link Instant#MAX}
 */
record Image(
    String volume,
    boolean backup,
    long size,
    Map<String, String> files,
    Instant taken,
    Instant ready) {}
