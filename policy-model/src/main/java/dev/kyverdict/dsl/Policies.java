package dev.kyverdict.dsl;

import dev.kyverdict.model.ClusterPolicy;
import dev.kyverdict.model.KyvernoPolicy;
import dev.kyverdict.model.Metadata;
import dev.kyverdict.model.Policy;
import dev.kyverdict.model.Rule;
import dev.kyverdict.model.Spec;

/**
 * The words of a policy, to be imported statically: one import brings them all. Each is Kyverno's
 * own word for what it makes, and Java's nesting is the YAML's.
 */
public final class Policies extends ActionWords {

  private Policies() {}

  /**
   * A {@code ClusterPolicy}.
   *
   * @throws dev.kyverdict.model.InvalidPolicyException with every reason, when Kyverno would refuse
   *     it or a variable is used before it is loaded
   */
  public static ClusterPolicy clusterPolicy(String name, Rule first, Rule... more) {
    return clusterPolicy(name, Spec.of(listOf(first, more)));
  }

  /** A {@code ClusterPolicy} with more than rules to say; refuses like the other one. */
  public static ClusterPolicy clusterPolicy(String name, Spec spec) {
    return KyvernoPolicy.checked(new ClusterPolicy(Metadata.named(name), spec));
  }

  /**
   * A {@code Policy} of one namespace; refuses like {@link #clusterPolicy(String, Rule, Rule...)}.
   */
  public static Policy policy(String namespace, String name, Rule first, Rule... more) {
    return KyvernoPolicy.checked(
        new Policy(Metadata.named(namespace, name), Spec.of(listOf(first, more))));
  }

  /** A rule; it needs a match and then exactly one action. */
  public static RuleWords.Named rule(String name) {
    return new RuleWords.Named(name);
  }
}
