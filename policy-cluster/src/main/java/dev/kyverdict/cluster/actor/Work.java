package dev.kyverdict.cluster.actor;

/** Something that an actor has still to do: plain data with the meaning that the actor gives it. */
public interface Work {}
