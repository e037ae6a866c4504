package dev.kyverdict.explore;

import dev.kyverdict.engine.AdmissionRequest;
import dev.kyverdict.engine.ClusterReader.Answer;
import dev.kyverdict.engine.KyvernoConfig;
import dev.kyverdict.engine.RuleOutcome;
import dev.kyverdict.engine.admission.CompiledPolicy;
import dev.kyverdict.engine.admission.Decision;
import dev.kyverdict.engine.admission.Engine;
import dev.kyverdict.engine.admission.Generated;
import dev.kyverdict.engine.admission.KyvernoVersion;
import dev.kyverdict.engine.admission.Webhook;
import dev.kyverdict.model.Generate;
import dev.kyverdict.model.KyvernoPolicy;
import dev.kyverdict.model.Spec.FailurePolicy;
import dev.kyverdict.world.kube.Trees;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the engine says about the creation of claims, asked once for each different question. */
final class Admissions {

  /** A bit of a key: the claim that is there names its destination. */
  private static final long NAMES = 1L << 9;

  private static final int[] ODD_IMAGES = {Claim.NULL_IMAGE, Claim.CLAIM_IMAGE};

  private final SmallWorld world;
  private final Concrete concrete;
  private final boolean times;
  private final Engine engine;
  private final List<CompiledPolicy> policies;
  private final Webhook.Registered registered;
  private final Memo<Outcome> truths = new Memo<>();
  private final Memo<List<Outcome>> struck = new Memo<>();
  private final Memo<Boolean> refusals = new Memo<>();
  private boolean sourceDies;
  private boolean secretDies;
  private boolean free;
  private int questions;

  Admissions(SmallWorld world, List<KyvernoPolicy> policies, Concrete concrete, boolean times) {
    this.world = world;
    this.times = times;
    this.engine = engine(world.filtered()).at(() -> Concrete.NOW);
    this.concrete = concrete;
    this.policies = policies.stream().map(engine::compile).toList();
    this.registered = engine.register(this.policies);
  }

  private static Engine engine(boolean filtered) {
    return filtered
        ? Engine.newest()
        : Engine.behindApiServer(KyvernoVersion.V1_19_1, KyvernoConfig.DEFAULT);
  }

  /** The bits that an admission can see. */
  private long key(int claim, long common, long bits) {
    int ages = Common.CATALOGUE_AGE.of(common) << 1 | Common.AHEAD.of(common) << 5;
    int catalogue = Common.CATALOGUE.is(common) ? 1 | ages | Claim.ENTRY.of(bits) << 3 : 0;
    return Claim.seen(bits, times) | (long) catalogue << 3 | claim;
  }

  /** The objects that an admission can see. */
  List<JsonNode> objects(long key) {
    int claim = (int) key & 7;
    boolean there = (key >>> 3 & 1) != 0;
    int age = (key >>> 8 & 1) != 0 ? Concrete.AHEAD : (int) (key >>> 4 & 3);
    List<Integer> entries = new ArrayList<>();
    for (int i = 0; i < world.claims().size(); i++) {
      entries.add(i == claim ? (int) (key >>> 6 & 3) : 0);
    }
    return Stream.of(
            concrete.destination(claim, Claim.destination(key)),
            concrete.catalogue(there, age, entries))
        .flatMap(Optional::stream)
        .toList();
  }

  /** When nothing fails. */
  Outcome truth(int claim, long common, long bits) {
    return truths.get(key(claim, common, bits), key -> ask(key, Lookups.NONE, Strike.BROKEN));
  }

  /** The other effects that one fault can have. */
  List<Outcome> struck(int claim, long common, long bits) {
    return struck.get(key(claim, common, bits), this::strike);
  }

  private List<Outcome> strike(long key) {
    Map<Integer, Outcome> effects = new LinkedHashMap<>();
    Outcome truth = ask(key, Lookups.NONE, Strike.BROKEN);
    int calls = admit(key, new Lookups(objects(key))).calls().size();
    for (int call = calls == 0 ? 0 : Lookups.ALL; call < calls; call++) {
      for (Strike strike : Strike.values()) {
        Outcome outcome = ask(key, call, strike);
        effects.putIfAbsent(outcome.effect(), outcome);
      }
    }
    for (int image : calls > 0 && Claim.DESTINATION.is(key) ? ODD_IMAGES : new int[0]) {
      Outcome outcome = ask(Claim.IMAGE.in(key, image), Lookups.NONE, Strike.BROKEN);
      String said = image == Claim.NULL_IMAGE ? "called null" : "a claim";
      effects.putIfAbsent(
          outcome.effect(), outcome.under("the look-up says that the image is " + said));
    }
    Outcome down = withoutKyverno((int) key & 7);
    effects.putIfAbsent(down.effect(), down);
    effects.remove(truth.effect());
    return List.copyOf(effects.values());
  }

  /** Whether a change of a claim that is there is refused, or changed. */
  boolean refusesChange(int claim, long common, long bits, boolean names) {
    long key = key(claim, common, bits) | (names ? NAMES : 0);
    return refusals.get(key, this::askChange);
  }

  private boolean askChange(long key) {
    JsonNode old = concrete.created((int) key & 7, (key & NAMES) != 0);
    ObjectNode now = Trees.copy(old);
    ObjectNode metadata = Trees.below(now, "metadata");
    Trees.below(metadata, "annotations").put("example.com/touched", "true");
    questions++;
    Lookups lookups = new Lookups(objects(key & ~NAMES));
    Decision decision = engine.admit(policies, located(AdmissionRequest.update(now, old)), lookups);
    return !decision.allowed() || !decision.patch().isEmpty();
  }

  /** The engine's answer, when one call, every call or none is struck. */
  Decision admit(long key, Lookups lookups) {
    questions++;
    return engine.admit(policies, request((int) key & 7), lookups);
  }

  /** The request about a claim. */
  AdmissionRequest request(int claim) {
    return located(AdmissionRequest.create(concrete.asked(claim)));
  }

  private AdmissionRequest located(AdmissionRequest plain) {
    JsonNode namespace =
        world.inventory().namespaces().getOrDefault(plain.namespace(), Trees.object());
    Map<String, String> labels = Trees.texts(Trees.at(namespace, "metadata/labels"));
    labels.put("kubernetes.io/metadata.name", plain.namespace());
    return new AdmissionRequest(
        plain.uid(),
        plain.kind(),
        plain.parent(),
        plain.resource(),
        "",
        plain.name(),
        plain.namespace(),
        plain.operation(),
        plain.user(),
        plain.object(),
        plain.oldObject(),
        plain.options(),
        false,
        labels);
  }

  /** When one call, every call or none is struck. */
  Outcome ask(long key, int call, Strike strike) {
    Decision decision = admit(key, new Lookups(objects(key), call, strike));
    int claim = (int) key & 7;
    String own = Trees.name(world.claims().get(claim)) + "-restore";
    boolean allowed = decision.allowed();
    boolean names = allowed && names(decision.object(), own);
    boolean said =
        decision.rules().stream().anyMatch(it -> it.outcome() instanceof RuleOutcome.Failed);
    boolean answered = decision.calls().stream().allMatch(it -> isGood(it.answer()));
    String which = call == Lookups.ALL ? "every look-up" : "look-up " + (call + 1);
    String fault = call == Lookups.NONE ? "" : which + ": " + strike.words();
    return new Outcome(
        allowed,
        names,
        !decision.patch().isEmpty(),
        !allowed && !said,
        answered,
        allowed ? makes(claim, decision) : 0,
        fault);
  }

  /** The API server copies the one field into the other. */
  private static boolean names(JsonNode claim, String destination) {
    return Stream.of("spec/dataSourceRef", "spec/dataSource")
        .map(it -> Trees.at(claim, it))
        .anyMatch(it -> Owed.isDestination(it) && Trees.text(it, "name").equals(destination));
  }

  private static boolean isGood(Answer answer) {
    return answer instanceof Answer.Json json && json.status() < 300;
  }

  private int makes(int claim, Decision decision) {
    int makes = 0;
    for (Generated generated : decision.generated()) {
      for (JsonNode object : generated.created()) {
        makes |= made(claim, object, synchronizes(generated) && hearsOfDeletion(claim, generated));
      }
    }
    return makes;
  }

  private int made(int claim, JsonNode object, boolean synchronizes) {
    return switch (Trees.text(object, "kind")) {
      case "ReplicationSource" -> {
        sourceDies |= synchronizes || Trees.at(object, "metadata/ownerReferences").size() > 0;
        yield 1;
      }
      case "ExternalSecret", "Secret" -> {
        secretDies |= synchronizes;
        yield 2;
      }
      case "ReplicationDestination" -> {
        free = Trees.text(object, "spec/trigger/manual").isEmpty();
        concrete.generated(claim, object);
        yield 4;
      }
      default -> 0;
    };
  }

  private boolean synchronizes(Generated generated) {
    return policies.stream()
        .map(CompiledPolicy::policy)
        .filter(it -> it.metadata().name().equals(generated.policy()))
        .flatMap(it -> it.spec().rules().stream())
        .filter(it -> it.name().equals(generated.rule()))
        .anyMatch(it -> it.action() instanceof Generate g && g.synchronize().orElse(false));
  }

  /** Kyverno deletes what it synchronizes when the rule says at the deletion that it is over. */
  private boolean hearsOfDeletion(int claim, Generated generated) {
    AdmissionRequest deletion = located(AdmissionRequest.delete(concrete.asked(claim)));
    return engine.admit(policies, deletion, new Lookups(List.of())).rules().stream()
        .filter(it -> it.policy().equals(generated.policy()) && it.rule().equals(generated.rule()))
        .anyMatch(it -> it.outcome() instanceof RuleOutcome.Failed);
  }

  /** The API server alone: who is called and does not answer decides by its failure policy. */
  Outcome withoutKyverno(int claim) {
    AdmissionRequest request = request(claim);
    boolean denied = false;
    for (Webhook webhook : registered.webhooks()) {
      boolean called =
          registered.calls(webhook, true, request).seen()
              || registered.calls(webhook, false, request).seen();
      denied |= called && webhook.failurePolicy() == FailurePolicy.FAIL;
    }
    return new Outcome(!denied, false, false, denied, false, 0, "Kyverno is down");
  }

  /** Whether the source goes with its claim. */
  boolean sourceDies() {
    return sourceDies;
  }

  /** Whether the ExternalSecret that Kyverno makes goes with its claim. */
  boolean secretDies() {
    return secretDies;
  }

  /** Whether the destination that Kyverno makes syncs without a tag. */
  boolean free() {
    return free;
  }

  /** The different questions. */
  long[] keys() {
    return truths.keys();
  }

  /** How often the engine was asked. */
  int questions() {
    return questions;
  }
}
