/** Times of day: schedules as cron writes them. */
@NullMarked
package dev.kyverdict.world.clock;

import org.jspecify.annotations.NullMarked;
