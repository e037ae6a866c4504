package dev.kyverdict.cluster.actor;

/**
 * A process in a simulated cluster: it sees changes of objects, does work that falls due, and talks
 * to the API server as anybody does. What it knows is its own state; what it is still to do stands
 * in the cluster's queue, so that a copy of the cluster goes on as the original would.
 */
public interface Actor {

  /** The name of the process. */
  String name();

  /** Whether it watches the objects of a kind. */
  boolean watches(String group, String kind);

  /** It starts, or starts again: what it knew is gone, and it lists what it watches. */
  void started(Host host);

  /** An object that it watches has changed. */
  void changed(Host host, Change change);

  /** Work that it asked for falls due. */
  void run(Host host, Work work);

  /** A copy that shares nothing which changes. */
  Actor copy();
}
