package dev.kyverdict.engine.chance;

/**
 * A place where Kyverno goes one of several ways by chance.
 *
 * @param what what is left to chance
 * @param options how many ways there are
 * @param picked which of them was gone, from 0 on
 */
public record Choice(String what, int options, int picked) {}
