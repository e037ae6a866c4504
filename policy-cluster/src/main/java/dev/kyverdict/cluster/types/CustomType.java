package dev.kyverdict.cluster.types;

import tools.jackson.databind.JsonNode;

/**
 * What only custom resources have.
 *
 * @param name the name of the definition
 * @param listKind the kind of a list
 * @param storageVersion the version in which objects are kept
 * @param schema the structural schema of this version; a missing node for none
 * @param deprecation what clients of this version are warned of; empty for nothing
 * @param scale where the scale subresource finds its values; a missing node without one
 */
public record CustomType(
    String name,
    String listKind,
    String storageVersion,
    JsonNode schema,
    String deprecation,
    JsonNode scale) {}
