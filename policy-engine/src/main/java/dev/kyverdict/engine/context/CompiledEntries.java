package dev.kyverdict.engine.context;

import dev.kyverdict.model.ContextEntry;
import java.util.List;

/** The context entries of a rule or of a {@code foreach}, looked through once. */
public final class CompiledEntries {

  /** No entries. */
  public static final CompiledEntries NONE = new CompiledEntries(List.of());

  private final List<CompiledEntry> compiled;

  private CompiledEntries(List<ContextEntry> entries) {
    this.compiled = entries.stream().map(CompiledEntry::of).toList();
  }

  /** Looks the entries through. */
  public static CompiledEntries of(List<ContextEntry> entries) {
    return entries.isEmpty() ? NONE : new CompiledEntries(entries);
  }

  List<CompiledEntry> all() {
    return compiled;
  }
}
