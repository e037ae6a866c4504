package dev.kyverdict.model;

/**
 * {@code kind: Policy}: rules for the objects of one namespace.
 *
 * @param metadata {@code metadata}, with a namespace
 * @param spec {@code spec}
 */
public record Policy(Metadata metadata, Spec spec) implements KyvernoPolicy {

  @Override
  public String kind() {
    return "Policy";
  }

  /** The same with another spec. */
  public Policy withSpec(Spec value) {
    return KyvernoPolicy.checked(new Policy(metadata, value));
  }
}
