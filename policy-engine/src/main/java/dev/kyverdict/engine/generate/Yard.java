package dev.kyverdict.engine.generate;

import dev.kyverdict.model.Selector;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Where generated objects go, and where what they are copied from comes from. Every method but
 * {@link #tag} throws {@link RefusedException} when it cannot do what it is asked for.
 */
public interface Yard {

  /** Reads an object. */
  JsonNode get(Target target);

  /** Reads the objects of a kind; an empty namespace stands for all. */
  List<JsonNode> list(
      String apiVersion, String kind, String namespace, Optional<Selector> selector);

  /** Whether objects are written by server-side apply. */
  boolean appliesServerSide();

  /** Marks an object as one that is cloned; Kyverno only logs when that fails. */
  void tag(JsonNode source);

  /** Makes an object. */
  void create(JsonNode object);

  /** Overwrites an object. */
  void update(JsonNode object);
}
