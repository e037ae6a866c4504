package dev.kyverdict.cluster.kyverno.admission;

import dev.kyverdict.cluster.actor.Host;
import dev.kyverdict.cluster.api.AdmissionWebhooks.Answer;
import dev.kyverdict.cluster.kyverno.admission.Knowledge.Served;
import dev.kyverdict.engine.AdmissionRequest;
import dev.kyverdict.engine.UserInfo;
import dev.kyverdict.engine.admission.Engine;
import dev.kyverdict.engine.admission.Webhook;
import dev.kyverdict.engine.match.Sighting;
import dev.kyverdict.engine.mutate.JsonDiff;
import dev.kyverdict.values.GoNumbers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * The mutating webhooks of one request, one after another. When one changes the object, those that
 * were called before are called once more ({@code
 * k8s.io/apiserver/pkg/admission/plugin/webhook/mutating/dispatcher.go}).
 */
final class MutatingChain {

  private final Knowledge knowledge;
  private final Host host;
  private final boolean running;
  private final Aftermath aftermath;
  private final Annotations annotations = new Annotations();
  private final List<String> warnings = new ArrayList<>();
  private final Set<Integer> invoked = new HashSet<>();
  private final Set<Integer> again = new HashSet<>();
  private AdmissionRequest request;
  private Optional<UserInfo> user = Optional.empty();

  MutatingChain(Knowledge knowledge, Host host, boolean running, AdmissionRequest request) {
    this.knowledge = knowledge;
    this.host = host;
    this.running = running;
    this.request = request;
    this.aftermath = new Aftermath(knowledge, host);
  }

  Answer run() {
    JsonNode sent = request.object();
    if (PolicyWebhook.concerns(request)) {
      annotations.mutation(0, 0, CallText.ofPolicies(true).name(), false);
      if (!running) {
        return new Outcome(500, CallText.ofPolicies(true).refused(), false)
            .answer(sent, warnings, annotations.all());
      }
    }
    List<Served> hooks = mutating();
    if (!hooks.isEmpty()) {
      for (int round = 0; round == 0 || (round == 1 && !again.isEmpty()); round++) {
        Optional<Outcome> refused = round(round, hooks);
        if (refused.isPresent()) {
          return refused.get().answer(sent, warnings, annotations.all());
        }
      }
    }
    return new Outcome(0, "", false).answer(request.object(), warnings, annotations.all());
  }

  private List<Served> mutating() {
    return knowledge.served().stream().filter(Served::mutates).toList();
  }

  private Optional<Outcome> round(int round, List<Served> hooks) {
    Set<Integer> concerned = Set.copyOf(again);
    for (int i = 0; i < hooks.size(); i++) {
      Served hook = hooks.get(i);
      Sighting sighting = knowledge.registered().calls(hook.registered(), true, request);
      if (sighting instanceof Sighting.Refused(String text)) {
        return Optional.of(Outcome.notCalled(request, text));
      }
      if (sighting.seen() && (round == 0 || concerned.contains(i))) {
        Outcome outcome = call(round, i, hook);
        if (outcome.refuses()) {
          return Optional.of(outcome);
        }
      }
    }
    return Optional.empty();
  }

  private Outcome call(int round, int position, Served hook) {
    CallText text = hook.mutating();
    int index = position + 1;
    JsonNode before = request.object();
    Outcome outcome = running ? asked(text, hook) : Outcome.refused(hook.registered(), text);
    boolean changed = !outcome.refuses() && !request.object().equals(before);
    annotations.mutation(round, index, text.name(), changed);
    if (outcome.failedOpen()) {
      annotations.failedOpen(true, round, index, text.name());
    }
    if (changed) {
      ArrayNode operations = JsonDiff.between(before, request.object());
      annotations.patch(round, index, text.name(), GoNumbers.integers(operations));
      if (round == 0) {
        again.addAll(invoked);
      }
    }
    invoked.add(position);
    return outcome;
  }

  private Outcome asked(CallText text, Served hook) {
    Engine engine = knowledge.engine(host);
    AdmissionRequest enriched = request.by(user());
    if (engine.passes(enriched).isPresent()) {
      return new Outcome(0, "", false);
    }
    Webhook.Answer answer =
        engine.mutate(knowledge.registered(), hook.live(), enriched, knowledge.reader(host));
    host.decided(answer.decision(enriched));
    if (Outcome.isAwaited(answer.response())) {
      host.stall(Duration.ofSeconds(text.seconds()));
    }
    Outcome outcome = Outcome.of(hook.registered(), text, answer.response());
    if (!outcome.refuses() && !outcome.failedOpen()) {
      warnings.addAll(answer.warnings());
      aftermath.events(answer.deciding(), false);
      if (answer.mutated() && !answer.object().equals(request.object())) {
        request = request.withObject(answer.object());
      }
    }
    return outcome;
  }

  /** The user with the roles that Kyverno finds; they are the same for every call. */
  private UserInfo user() {
    UserInfo found = user.orElseGet(() -> knowledge.roles.enriched(request).user());
    user = Optional.of(found);
    return found;
  }
}
