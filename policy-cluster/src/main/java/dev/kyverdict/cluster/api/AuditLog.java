package dev.kyverdict.cluster.api;

import dev.kyverdict.cluster.AuditEntry;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An audit log as a value: a longer one shares all entries with the shorter.
 *
 * @param before the entries before the last
 * @param last the last entry
 * @param size how many there are
 */
record AuditLog(@Nullable AuditLog before, @Nullable AuditEntry last, int size) {

  static final AuditLog EMPTY = new AuditLog(null, null, 0);

  AuditLog with(AuditEntry entry) {
    return new AuditLog(this, entry, size + 1);
  }

  List<AuditEntry> entries() {
    AuditEntry[] entries = new AuditEntry[size];
    AuditLog log = this;
    while (log != null && log.last() != null) {
      entries[log.size() - 1] = log.last();
      log = log.before();
    }
    return List.copyOf(Arrays.asList(entries));
  }
}
