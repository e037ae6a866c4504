package dev.kyverdict.cluster.api;

import dev.kyverdict.cluster.actor.Actor;
import dev.kyverdict.cluster.actor.Change;
import dev.kyverdict.cluster.actor.Host;
import dev.kyverdict.cluster.actor.Work;

/**
 * The controllers of Kubernetes that policies and tests notice: garbage collection, the life of
 * namespaces and what stands in each of them, the protection of claims and volumes, aggregated
 * roles ({@code k8s.io/kubernetes/pkg/controller}).
 */
public final class ControllerManager implements Actor {

  private final GarbageCollector garbage;
  private final NamespaceController namespaces;
  private final ProtectionController protection;
  private final AggregationController aggregation;

  /** With a service account and a ConfigMap with certificates in each namespace. */
  public ControllerManager() {
    this(true);
  }

  /**
   * Its controllers.
   *
   * @param furnishing whether each namespace gets its service account and its certificates
   */
  public ControllerManager(boolean furnishing) {
    this(
        new GarbageCollector(),
        new NamespaceController(furnishing),
        new ProtectionController(),
        new AggregationController());
  }

  private ControllerManager(
      GarbageCollector garbage,
      NamespaceController namespaces,
      ProtectionController protection,
      AggregationController aggregation) {
    this.garbage = garbage;
    this.namespaces = namespaces;
    this.protection = protection;
    this.aggregation = aggregation;
  }

  @Override
  public String name() {
    return "kube-controller-manager";
  }

  @Override
  public boolean watches(String group, String kind) {
    return !kind.equals("Event");
  }

  @Override
  public void started(Host host) {
    garbage.started(host);
    namespaces.started(host);
    protection.started(host);
    aggregation.started(host);
  }

  @Override
  public void changed(Host host, Change change) {
    garbage.changed(host, change);
    switch (change.object().path("kind").asString("")) {
      case "Namespace", "ServiceAccount", "ConfigMap" -> namespaces.changed(host, change);
      case "PersistentVolumeClaim", "PersistentVolume", "Pod" -> protection.changed(host, change);
      case "ClusterRole" -> aggregation.changed(host);
      default -> {}
    }
  }

  @Override
  public void run(Host host, Work work) {
    switch ((Errand) work) {
      case Errand.Collect errand -> garbage.collect(host, errand);
      case Errand.Settle errand -> garbage.settle(host, errand);
      case Errand.EndNamespace errand -> namespaces.end(host, errand);
      case Errand.Furnish errand -> namespaces.furnish(host, errand);
      case Errand.Unprotect errand -> protection.release(host, errand);
      case Errand.Aggregate errand -> aggregation.run(host, errand);
    }
  }

  @Override
  public Actor copy() {
    return new ControllerManager(garbage.copy(), namespaces.copy(), protection, aggregation);
  }
}
