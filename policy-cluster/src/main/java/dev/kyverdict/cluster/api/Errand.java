package dev.kyverdict.cluster.api;

import dev.kyverdict.cluster.actor.Work;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** What the controllers of Kubernetes have still to do. */
sealed interface Errand extends Work {

  /** How often it failed. */
  int failures();

  /** The same once more. */
  Errand again();

  /** How long a controller waits after it failed: client-go's exponential rate limiter. */
  default Duration delay(Duration most) {
    long millis = 5L << Math.min(failures(), 20);
    return millis > most.toMillis() ? most : Duration.ofMillis(millis);
  }

  /**
   * The garbage collector looks at an object.
   *
   * @param uid the object
   */
  record Collect(String uid, int failures) implements Errand {
    @Override
    public Errand again() {
      return new Collect(uid, failures + 1);
    }
  }

  /**
   * The dependents of an object that goes are let go, or wait for it.
   *
   * @param owner the object
   */
  record Settle(Reference owner, int failures) implements Errand {
    @Override
    public Errand again() {
      return new Settle(owner, failures + 1);
    }
  }

  /**
   * A namespace ends.
   *
   * @param name the namespace
   */
  record EndNamespace(String name, int failures) implements Errand {
    @Override
    public Errand again() {
      return new EndNamespace(name, failures + 1);
    }
  }

  /**
   * A namespace gets what every namespace has.
   *
   * @param name the namespace
   * @param object what it lacks
   */
  record Furnish(String name, Furniture object, int failures) implements Errand {
    @Override
    public Errand again() {
      return new Furnish(name, object, failures + 1);
    }
  }

  /** What every namespace has. */
  enum Furniture {
    /** The service account {@code default}. */
    ACCOUNT,
    /** The certificates of the API server. */
    CERTIFICATES
  }

  /**
   * A claim or a volume that is to go is let go when nobody uses it.
   *
   * @param object what is protected
   */
  record Unprotect(Reference object, int failures) implements Errand {
    @Override
    public Errand again() {
      return new Unprotect(object, failures + 1);
    }
  }

  /** Roles that aggregate others get their rules. */
  record Aggregate(int failures) implements Errand {
    @Override
    public Errand again() {
      return new Aggregate(failures + 1);
    }
  }

  /**
   * An object, as a controller remembers it.
   *
   * @param apiVersion group and version
   * @param kind its kind
   * @param namespace empty for none
   * @param name its name
   * @param uid its uid
   */
  record Reference(String apiVersion, String kind, String namespace, String name, String uid) {

    static Reference of(JsonNode object) {
      return new Reference(
          object.path("apiVersion").asString(""),
          object.path("kind").asString(""),
          Meta.namespace(object),
          Meta.name(object),
          Meta.uid(object));
    }
  }
}
