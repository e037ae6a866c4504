package dev.kyverdict.cluster.kyverno.admission;

import dev.kyverdict.cluster.actor.Host;
import dev.kyverdict.cluster.api.AdmissionWebhooks.Answer;
import dev.kyverdict.cluster.kyverno.admission.Knowledge.Served;
import dev.kyverdict.engine.AdmissionRequest;
import dev.kyverdict.engine.admission.Engine;
import dev.kyverdict.engine.admission.Webhook;
import dev.kyverdict.engine.match.Sighting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The validating webhooks of one request. The API server calls them all at once, and the first
 * refusal counts ({@code k8s.io/apiserver/pkg/admission/plugin/webhook/validating/dispatcher.go}).
 */
final class ValidatingChain {

  private final Knowledge knowledge;
  private final Host host;
  private final boolean running;
  private final AdmissionRequest request;
  private final Aftermath aftermath;
  private final Annotations annotations = new Annotations();
  private final List<String> warnings = new ArrayList<>();
  private int awaited;
  private Optional<Outcome> refused = Optional.empty();

  ValidatingChain(Knowledge knowledge, Host host, boolean running, AdmissionRequest request) {
    this.knowledge = knowledge;
    this.host = host;
    this.running = running;
    this.request = request;
    this.aftermath = new Aftermath(knowledge, host);
  }

  Answer run() {
    int index = 0;
    if (EntryWebhook.concerns(request)) {
      index++;
      take(entries());
    }
    if (PolicyWebhook.concerns(request)) {
      index++;
      take(policies());
    }
    List<Served> called = new ArrayList<>();
    for (Served hook : knowledge.served()) {
      Sighting sighting = knowledge.registered().calls(hook.registered(), false, request);
      if (sighting instanceof Sighting.Refused(String text)) {
        return answer(Outcome.notCalled(request, text));
      }
      if (sighting.seen()) {
        called.add(hook);
      }
    }
    for (Served hook : called) {
      take(call(index++, hook));
    }
    if (awaited > 0) {
      host.stall(Duration.ofSeconds(awaited));
    }
    return answer(refused.orElse(new Outcome(0, "", false)));
  }

  private Answer answer(Outcome outcome) {
    return outcome.answer(request.object(), warnings, annotations.all());
  }

  private void take(Outcome outcome) {
    if (outcome.refuses() && refused.isEmpty()) {
      refused = Optional.of(outcome);
    }
  }

  private Outcome entries() {
    return running
        ? EntryWebhook.judge(request, warnings)
        : new Outcome(500, EntryWebhook.text(request).refused(), false);
  }

  private Outcome policies() {
    CallText text = CallText.ofPolicies(false);
    return running
        ? new PolicyWebhook(knowledge.api(host)).judge(request, text, warnings)
        : new Outcome(500, text.refused(), false);
  }

  private Outcome call(int index, Served hook) {
    CallText text = hook.validating();
    Outcome outcome = running ? asked(text, hook) : Outcome.refused(hook.registered(), text);
    if (outcome.failedOpen()) {
      annotations.failedOpen(false, 0, index, text.name());
    }
    return outcome;
  }

  private Outcome asked(CallText text, Served hook) {
    Engine engine = knowledge.engine(host);
    AdmissionRequest enriched = knowledge.roles.enriched(request);
    if (engine.passes(enriched).isPresent()) {
      return new Outcome(0, "", false);
    }
    Webhook.Answer answer =
        engine.validate(knowledge.registered(), hook.live(), enriched, knowledge.reader(host));
    host.decided(answer.decision(enriched));
    if (Outcome.isAwaited(answer.response())) {
      awaited = Math.max(awaited, text.seconds());
    }
    Outcome outcome = Outcome.of(hook.registered(), text, answer.response());
    if (!outcome.failedOpen()) {
      warnings.addAll(answer.warnings());
      if (outcome.refuses()) {
        aftermath.events(answer.deciding(), true);
      } else {
        aftermath.events(Aftermath.merged(answer.audited(), answer.deciding()), false);
      }
    }
    if (!request.dryRun()) {
      new Requests(knowledge, host, enriched).submit(answer.background());
    }
    return outcome;
  }
}
