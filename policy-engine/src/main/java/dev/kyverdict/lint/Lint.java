package dev.kyverdict.lint;

import dev.kyverdict.model.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Finds what Kyverno, Kubernetes and VolSync accept and what is wrong nevertheless.
 *
 * <p>What Kyverno refuses when a policy is made is not looked for here, but by {@link
 * dev.kyverdict.model.KyvernoPolicy#problems()}, with one exception: the syntax of JMESPath.
 *
 * <p>An author accepts a kind of finding by an annotation of the manifest: {@code
 * kyverdict.dev/accept: <id>=<reason>; …}.
 */
public final class Lint {

  private static final List<BiConsumer<RuleView, Problems>> RULES =
      List.of(
          LookUps::check,
          Uses::check,
          MissingKeys::check,
          VariableNames::check,
          Expressions::check,
          Texts::check,
          Comparisons::check,
          Matches::check,
          Mutations::check,
          DataSources::check,
          Generations::check);

  private static final List<BiConsumer<PolicyView, Problems>> POLICIES = List.of(Webhooks::check);

  private static final List<BiConsumer<ObjectView, Problems>> OBJECTS =
      List.of(
          Movers::check,
          Destinations::check,
          Repositories::check,
          Labels::check,
          PodTemplates::check,
          Projections::check);

  private static final List<Consumer<ManifestSet>> SETS =
      List.of(
          BaseSecrets::check,
          Buckets::check,
          Claims::check,
          Namespaces::check,
          Pairings::check,
          Permissions::check,
          Scripts::check);

  private Lint() {}

  /**
   * Everything that is wrong with manifests, each by itself and all together, in the order of the
   * manifests. Findings whose author accepts them are among them, marked so.
   */
  public static List<Finding> of(List<? extends Manifest> manifests) {
    ManifestSet set = new ManifestSet(manifests);
    for (PolicyView policy : set.policies()) {
      Problems problems = set.problems(policy.policy());
      policy.rules().forEach(rule -> RULES.forEach(check -> check.accept(rule, problems)));
      POLICIES.forEach(check -> check.accept(policy, problems));
    }
    for (ObjectView object : set.objects()) {
      OBJECTS.forEach(check -> check.accept(object, set.problems(object.owner())));
    }
    SETS.forEach(check -> check.accept(set));
    List<Finding> findings = new ArrayList<>();
    for (Manifest manifest : set.manifests()) {
      findings.addAll(Acceptances.apply(manifest, set.problems(manifest).list()));
    }
    return List.copyOf(findings);
  }
}
