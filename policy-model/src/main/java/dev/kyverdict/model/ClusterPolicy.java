package dev.kyverdict.model;

/**
 * {@code kind: ClusterPolicy}: rules for every namespace.
 *
 * @param metadata {@code metadata}
 * @param spec {@code spec}
 */
public record ClusterPolicy(Metadata metadata, Spec spec) implements KyvernoPolicy {

  @Override
  public String kind() {
    return "ClusterPolicy";
  }

  /** The same with one more annotation. */
  public ClusterPolicy annotation(String key, String value) {
    return new ClusterPolicy(metadata.annotation(key, value), spec);
  }

  /** The same with another spec. */
  public ClusterPolicy withSpec(Spec value) {
    return KyvernoPolicy.checked(new ClusterPolicy(metadata, value));
  }
}
