package dev.kyverdict.fuzz;

import tools.jackson.databind.node.ObjectNode;

/**
 * A generated case.
 *
 * @param family what it is about: jp, conditions, substitution, patterns, admission, grown
 * @param number which one of its run
 * @param question what both judges are asked
 */
public record Case(String family, long number, ObjectNode question) {}
