package dev.kyverdict.engine.admission;

import dev.kyverdict.engine.AdmissionRequest;
import dev.kyverdict.engine.chance.Choice;
import dev.kyverdict.engine.context.CallRecord;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What Kyverno does with a request.
 *
 * @param request the request
 * @param notSeen why no policy was asked at all; empty when policies were asked
 * @param response the answer
 * @param rules what every rule said, in the order in which they were asked
 * @param object the object after mutation; the null node when there is none
 * @param mutated whether mutate rules had their say about the object
 * @param patch the operations that the mutating webhooks answer
 * @param generated what generate rules would make
 * @param calls the calls made, in order
 * @param warnings the warnings that the client gets
 * @param choices where Kyverno might as well have gone another way, by chance
 */
public record Decision(
    AdmissionRequest request,
    Optional<String> notSeen,
    Response response,
    List<RuleResult> rules,
    JsonNode object,
    boolean mutated,
    JsonNode patch,
    List<Generated> generated,
    List<CallRecord> calls,
    List<String> warnings,
    List<Choice> choices) {

  /** Copies the lists. */
  public Decision {
    rules = List.copyOf(rules);
    generated = List.copyOf(generated);
    calls = List.copyOf(calls);
    warnings = List.copyOf(warnings);
    choices = List.copyOf(choices);
  }

  /** Whether the request goes through. */
  public boolean allowed() {
    return response.allowed();
  }

  /** Whether Kyverno might decide otherwise the next time; {@link Engine#outcomes} tells how. */
  public boolean random() {
    return !choices.isEmpty();
  }

  /** The results of one rule, of every phase in which it was asked. */
  public List<RuleResult> of(String rule) {
    return rules.stream().filter(result -> result.rule().equals(rule)).toList();
  }
}
