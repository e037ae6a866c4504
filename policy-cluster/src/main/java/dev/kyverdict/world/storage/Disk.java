package dev.kyverdict.world.storage;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A volume of Longhorn.
 *
 * @param size its size in bytes
 * @param files what it holds: files and their versions
 * @param trouble why it is faulted; empty when it is healthy
 * @param unreadable the files that cannot be read
 * @param ready when it can be used
 */
record Disk(
    long size, Map<String, String> files, String trouble, Set<String> unreadable, Instant ready) {

  Disk {
    files = Collections.unmodifiableMap(new TreeMap<>(files));
    unreadable = Collections.unmodifiableSet(new TreeSet<>(unreadable));
  }

  Disk holding(Map<String, String> other) {
    return new Disk(size, other, trouble, unreadable, ready);
  }

  Disk troubled(String why) {
    return new Disk(size, files, why, unreadable, ready);
  }

  Disk unreadable(Set<String> some) {
    return new Disk(size, files, trouble, some, ready);
  }

  Disk sized(long other) {
    return new Disk(other, files, trouble, unreadable, ready);
  }
}
