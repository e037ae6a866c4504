package dev.kyverdict.cluster.api;

import dev.kyverdict.engine.AdmissionRequest;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The webhooks of a cluster: those of Kyverno. */
public interface AdmissionWebhooks {

  /** No webhook at all. */
  AdmissionWebhooks NONE =
      new AdmissionWebhooks() {
        @Override
        public boolean concern(AdmissionRequest request, boolean mutating) {
          return false;
        }

        @Override
        public Answer mutate(AdmissionRequest request) {
          return Answer.allowed(request.object());
        }

        @Override
        public Answer validate(AdmissionRequest request) {
          return Answer.allowed(request.object());
        }
      };

  /**
   * Whether there may be one to call, by kind and operation alone: most requests are nobody's
   * business.
   *
   * @param request without the labels of its namespace
   */
  default boolean concern(AdmissionRequest request, boolean mutating) {
    return true;
  }

  /** Calls the mutating webhooks. */
  Answer mutate(AdmissionRequest request);

  /** Calls the validating webhooks; the object of the answer has no meaning. */
  Answer validate(AdmissionRequest request);

  /**
   * What the webhooks say.
   *
   * @param allowed whether the request may go on
   * @param object the object as they leave it; the null node on DELETE
   * @param code the HTTP status of a refusal
   * @param message the whole message of a refusal, as the client gets it
   * @param warnings texts for the client
   * @param annotations for the audit log
   */
  record Answer(
      boolean allowed,
      JsonNode object,
      int code,
      String message,
      List<String> warnings,
      Map<String, String> annotations) {

    /** Copies the collections. */
    public Answer {
      warnings = List.copyOf(warnings);
      annotations = Map.copyOf(annotations);
    }

    /** Nothing against it. */
    public static Answer allowed(JsonNode object) {
      return new Answer(true, object, 200, "", List.of(), Map.of());
    }
  }
}
