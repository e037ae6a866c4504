package dev.kyverdict.model.kube;

import dev.kyverdict.model.ContextEntry;
import dev.kyverdict.model.Metadata;
import java.util.List;
import java.util.Optional;

/**
 * {@code kyverno.io/v2beta1 GlobalContextEntry}: data that Kyverno keeps for all policies.
 *
 * @param metadata {@code metadata}
 * @param source where the data comes from
 * @param projections {@code spec.projections}: named queries on the data
 */
public record GlobalContextEntry(Metadata metadata, Source source, List<Projection> projections)
    implements KubeObject {

  /** Copies. */
  public GlobalContextEntry {
    projections = List.copyOf(projections);
  }

  @Override
  public String apiVersion() {
    return "kyverno.io/v2beta1";
  }

  @Override
  public String kind() {
    return "GlobalContextEntry";
  }

  /** Where the data comes from. */
  public sealed interface Source {}

  /**
   * {@code spec.kubernetesResource}: a watched list.
   *
   * @param group {@code group}, empty for the core group
   * @param version {@code version}
   * @param resource {@code resource}: the plural
   * @param namespace {@code namespace}; every namespace when absent
   */
  public record KubernetesResource(
      Optional<String> group, String version, String resource, Optional<String> namespace)
      implements Source {}

  /**
   * {@code spec.apiCall}: a call that is repeated.
   *
   * @param urlPath {@code urlPath}
   * @param method {@code method}, default {@code GET}
   * @param data {@code data}
   * @param service {@code service}
   * @param refreshInterval {@code refreshInterval}, default {@code 10m}
   * @param retryLimit {@code retryLimit}, default 3
   */
  public record Call(
      Optional<String> urlPath,
      ContextEntry.Method method,
      List<ContextEntry.RequestData> data,
      Optional<ContextEntry.Service> service,
      String refreshInterval,
      int retryLimit)
      implements Source {

    /** Copies. */
    public Call {
      data = List.copyOf(data);
    }
  }

  /**
   * {@code spec.projections[]}.
   *
   * @param name {@code name}
   * @param jmesPath {@code jmesPath}
   */
  public record Projection(String name, String jmesPath) {}
}
