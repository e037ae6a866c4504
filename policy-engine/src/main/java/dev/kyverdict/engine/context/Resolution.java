package dev.kyverdict.engine.context;

import tools.jackson.databind.JsonNode;

/**
 * A query that was answered, for explanations.
 *
 * @param query the query
 * @param value its answer
 * @param origin where the query reads: an entry with its kind, {@code request}, {@code element} …
 */
public record Resolution(String query, JsonNode value, String origin) {}
