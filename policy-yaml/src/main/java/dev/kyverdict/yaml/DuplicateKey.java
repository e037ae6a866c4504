package dev.kyverdict.yaml;

/**
 * A key that stands twice in one mapping; Kyverno keeps the last value without a word.
 *
 * @param pointer the JSON pointer of the value
 * @param first where the key stands the first time
 * @param again where it stands again
 */
public record DuplicateKey(String pointer, Place first, Place again) {}
