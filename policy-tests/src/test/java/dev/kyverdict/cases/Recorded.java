package dev.kyverdict.cases;

import java.util.function.Supplier;

/**
 * A recording of a real cluster, and the same asked of the simulated one.
 *
 * @param id family and id of the recording
 * @param played plays it: {@code denied}, {@code allowed} or {@code allowed with a source}
 */
record Recorded(String id, Supplier<String> played) {}
