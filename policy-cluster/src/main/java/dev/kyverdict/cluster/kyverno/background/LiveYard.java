package dev.kyverdict.cluster.kyverno.background;

import dev.kyverdict.cluster.kyverno.Labels;
import dev.kyverdict.cluster.kyverno.ObjectRef;
import dev.kyverdict.engine.generate.RefusedException;
import dev.kyverdict.engine.generate.Target;
import dev.kyverdict.engine.generate.Yard;
import dev.kyverdict.model.Selector;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What is generated goes to the API server at once. */
record LiveYard(Calls calls, boolean appliesServerSide) implements Yard {

  private static final String FIELD_MANAGER = "kyverno-generate";

  @Override
  public JsonNode get(Target target) {
    return calls.get(ref(target));
  }

  static ObjectRef ref(Target target) {
    return new ObjectRef(target.apiVersion(), target.kind(), target.namespace(), target.name(), "");
  }

  @Override
  public List<JsonNode> list(
      String apiVersion, String kind, String namespace, Optional<Selector> selector) {
    return calls.list(apiVersion, kind, namespace, selector.map(Selecting::text).orElse(""));
  }

  /** Written even when the label is there already. */
  @Override
  public void tag(JsonNode source) {
    ObjectNode tagged = (ObjectNode) source.deepCopy();
    ObjectNode metadata = (ObjectNode) tagged.get("metadata");
    ObjectNode labels =
        metadata.get("labels") instanceof ObjectNode known ? known : metadata.putObject("labels");
    labels.put(Labels.CLONE_SOURCE, "");
    try {
      calls.update(tagged);
    } catch (RefusedException refused) {
      // Kyverno logs it and clones all the same
    }
  }

  @Override
  public void create(JsonNode object) {
    if (appliesServerSide) {
      calls.apply(object, FIELD_MANAGER);
    } else {
      calls.create(object);
    }
  }

  @Override
  public void update(JsonNode object) {
    if (appliesServerSide) {
      calls.apply(object, FIELD_MANAGER);
    } else {
      calls.update(object);
    }
  }
}
