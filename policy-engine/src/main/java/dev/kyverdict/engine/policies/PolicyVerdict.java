package dev.kyverdict.engine.policies;

import java.util.List;
import java.util.Optional;

/**
 * What becomes of a policy that is created or updated.
 *
 * @param accepted whether Kyverno accepts it, whatever the schema says
 * @param errors why not, in Kyverno's words; it stops at the first
 * @param warnings what Kyverno warns of, in its words and order
 * @param decode why Kyverno cannot even decode it, in its words; then there are no errors
 * @param schema why the API server refuses it before Kyverno is asked, in its words
 * @param unknownFields the fields that the CRD does not know, which the API server drops
 */
public record PolicyVerdict(
    boolean accepted,
    List<String> errors,
    List<String> warnings,
    Optional<String> decode,
    Optional<String> schema,
    List<String> unknownFields) {

  /** Copies the lists. */
  public PolicyVerdict {
    errors = List.copyOf(errors);
    warnings = List.copyOf(warnings);
    unknownFields = List.copyOf(unknownFields);
  }

  /** Whether the API server takes the policy, Kyverno being asked. */
  public boolean admitted() {
    return accepted && schema.isEmpty();
  }
}
