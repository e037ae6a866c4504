package dev.kyverdict.world.storage;

import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * A snapshot in Longhorn.
 *
 * @param volume of which volume
 * @param backup whether it was copied to the backup target, and outlives its volume
 * @param size the size of the volume
 * @param files what the volume held
 * @param unreadable which of them could not be read: rights go with the files
 * @param taken when
 * @param ready when it can be used; never is {@link Instant#MAX}
 */
record Image(
    String volume,
    boolean backup,
    long size,
    Map<String, String> files,
    Set<String> unreadable,
    Instant taken,
    Instant ready) {}
