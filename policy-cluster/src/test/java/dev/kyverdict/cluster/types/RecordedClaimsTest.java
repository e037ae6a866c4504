package dev.kyverdict.cluster.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kyverdict.cluster.patch.Patches;
import dev.kyverdict.cluster.types.Rules.FieldValidation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class RecordedClaimsTest {

  private static final ResourceType CLAIMS =
      TypeRegistry.kubernetes().kind("v1", "PersistentVolumeClaim").orElseThrow();

  @Test
  void a_claim_becomes_what_a_real_cluster_made_of_it() throws Exception {
    int compared = 0;
    for (JsonNode one : Shared.documents("conformance/live", "03-mutations.yaml")) {
      JsonNode request = one.path("request");
      JsonNode expected = one.path("verdict").path("mutatedObject");
      boolean asked =
          request.path("operation").asString("").equals("CREATE")
              && request.path("object").path("kind").asString("").equals("PersistentVolumeClaim")
              && expected.isObject();
      if (asked) {
        assertThat(sorted(created(one)))
            .as(one.path("caseId").asString(""))
            .isEqualTo(sorted(expected));
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(20);
  }

  private static JsonNode created(JsonNode one) {
    JsonNode object = Rules.read(CLAIMS, one.path("request").path("object"), STRICT).object();
    ObjectNode metadata = (ObjectNode) object.path("metadata");
    metadata.putArray("finalizers").add("kubernetes.io/pvc-protection");
    for (JsonNode webhook : one.path("verdict").path("patches")) {
      object = Patches.json(object, webhook.path("patch"));
    }
    JsonNode read = Rules.read(CLAIMS, object, FieldValidation.IGNORE).object();
    JsonNode created = Rules.beforeCreate(CLAIMS, read, () -> 0);
    Rules.checkCreate(CLAIMS, named(created));
    return created;
  }

  private static final FieldValidation STRICT = FieldValidation.STRICT;

  private static JsonNode named(JsonNode object) {
    ObjectNode copy = (ObjectNode) object.deepCopy();
    ObjectNode metadata = (ObjectNode) copy.path("metadata");
    if (!metadata.has("name")) {
      metadata.put("name", "generated");
    }
    return copy;
  }

  @Test
  void a_refused_update_is_refused_in_the_words_of_a_real_cluster() throws Exception {
    int compared = 0;
    for (JsonNode one : Shared.documents("conformance/live", "10-requests.yaml")) {
      String message = one.path("verdict").path("message").asString("");
      if (message.contains("spec is immutable")) {
        assertThat(refusal(one)).as(one.path("caseId").asString("")).isEqualTo(message);
        compared++;
      }
    }
    assertThat(compared).isPositive();
  }

  private static String refusal(JsonNode one) {
    JsonNode old = versioned(one.path("request").path("oldObject"));
    JsonNode object = versioned(one.path("request").path("object"));
    for (JsonNode webhook : one.path("verdict").path("patches")) {
      object = Patches.json(object, webhook.path("patch"));
    }
    JsonNode updated =
        Rules.beforeUpdate(CLAIMS, "", Rules.read(CLAIMS, object, STRICT).object(), old);
    return String.valueOf(
        catchThrowableOfType(
                RefusedException.class, () -> Rules.checkUpdate(CLAIMS, "", updated, old))
            .getMessage());
  }

  private static JsonNode versioned(JsonNode object) {
    ObjectNode copy = (ObjectNode) object.deepCopy();
    ((ObjectNode) copy.path("metadata")).put("resourceVersion", "1");
    return copy;
  }

  /** The same with its keys in order. */
  private static JsonNode sorted(JsonNode node) {
    if (node instanceof ObjectNode object) {
      ObjectNode out = JsonNodeFactory.instance.objectNode();
      List<String> names = new ArrayList<>(object.propertyNames());
      names.sort(null);
      names.forEach(name -> out.set(name, sorted(object.path(name))));
      return out;
    }
    return node;
  }
}
