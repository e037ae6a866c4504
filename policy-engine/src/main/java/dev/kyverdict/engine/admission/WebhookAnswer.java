package dev.kyverdict.engine.admission;

import dev.kyverdict.engine.context.CallRecord;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What Kyverno does in one call of a webhook.
 *
 * @param response what the API server gets
 * @param rules what every rule said, in the order in which they were asked
 * @param deciding what the policies said that decide about the request, or warn
 * @param audited what the policies said that only report
 * @param background what the policies said that leave work to the background controller
 * @param object the object after mutation; the null node when there is none
 * @param mutated whether mutate rules had their say about the object
 * @param generated what generate rules would make
 * @param calls the calls made, in order
 * @param warnings the warnings that the client gets
 */
public record WebhookAnswer(
    Response response,
    List<RuleResult> rules,
    List<PolicyResponse> deciding,
    List<PolicyResponse> audited,
    List<PolicyResponse> background,
    JsonNode object,
    boolean mutated,
    List<Generated> generated,
    List<CallRecord> calls,
    List<String> warnings) {

  /** Copies the lists. */
  public WebhookAnswer {
    rules = List.copyOf(rules);
    deciding = List.copyOf(deciding);
    audited = List.copyOf(audited);
    background = List.copyOf(background);
    generated = List.copyOf(generated);
    calls = List.copyOf(calls);
    warnings = List.copyOf(warnings);
  }
}
