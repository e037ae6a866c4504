package dev.kyverdict.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.cluster.fault.Fault;
import dev.kyverdict.engine.AdmissionRequest;
import dev.kyverdict.engine.ClusterReader;
import dev.kyverdict.engine.admission.Engine;
import dev.kyverdict.referee.Project;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What each assertion says when it fails, word for word. With {@code -Dkyverdict.rewrite=true} the
 * texts are written anew, to be reviewed.
 */
class AssertionsFailTest {

  private static final String PLAIN =
      """
      apiVersion: v1
      kind: PersistentVolumeClaim
      metadata: {name: plain, namespace: app}
      spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
      """;

  private static final String SYSTEM =
      """
      apiVersion: v1
      kind: PersistentVolumeClaim
      metadata: {name: data, namespace: kube-system, labels: {backup: hourly}}
      spec: {accessModes: [ReadWriteOnce]}
      """;

  private final Map<String, Runnable> cases = new LinkedHashMap<>();

  private static Scenario open() {
    return Restore.scenario().policies(Restore.POLICY);
  }

  /** A claim that is filled. */
  private static DecisionAssert filled() {
    return PolicyAssertions.assertThat(
        open().given(Restore.DESTINATION_WITH_IMAGE).create(Restore.CLAIM));
  }

  /** A claim that is left empty, as there is no backup. */
  private static DecisionAssert empty() {
    return PolicyAssertions.assertThat(open().create(Restore.CLAIM));
  }

  /** A claim that is denied, as nobody may look for a backup. */
  private static DecisionAssert denied() {
    return PolicyAssertions.assertThat(
        open().inject(Fault.answers("*replicationdestinations*", 403)).create(Restore.CLAIM));
  }

  private static DecisionAssert plain() {
    return PolicyAssertions.assertThat(open().create(PLAIN));
  }

  private static DecisionAssert system() {
    return PolicyAssertions.assertThat(open().create(SYSTEM));
  }

  private static DecisionAssert violating() {
    return PolicyAssertions.assertThat(Restore.scenario().policies(Labelled.POLICY).create(PLAIN));
  }

  private void decisions() {
    cases.put("isAllowed", () -> denied().isAllowed());
    cases.put("isDeniedBy, and nobody denies", () -> empty().isDeniedBy("add-data-source-ref"));
    cases.put("isDeniedBy, and another rule denies", () -> violating().isDeniedBy("has-owner"));
    cases.put("isDeniedBy with a message", () -> violating().isDeniedBy("has-team", "no team"));
    cases.put("isRefused, and Kyverno denies", () -> violating().isRefused(403, "forbidden"));
    cases.put("isRefused, and nobody does", () -> empty().isRefused(409, "already exists"));
    cases.put("hasFailedWebhook", () -> empty().hasFailedWebhook());
    cases.put("isNotSeenByKyverno", () -> plain().isNotSeenByKyverno());
    cases.put("leavesObjectUnchanged, and it is changed", () -> filled().leavesObjectUnchanged());
    cases.put("leavesObjectUnchanged, and no rule matches", () -> plain().leavesObjectUnchanged());
    cases.put("leavesObjectUnchanged, and nobody asks", () -> system().leavesObjectUnchanged());
    cases.put("mutatesTo", () -> empty().mutatesTo("{kind: Pod}"));
    cases.put("changesOnly", () -> filled().changesOnly("spec.dataSourceRef.name", "data-restore"));
    cases.put("changes, and it does not", () -> empty().changes("spec.volumeName", "x"));
    cases.put("changes, and it was so before", () -> filled().changes("metadata.name", "data"));
    cases.put("hasPassed", () -> empty().hasPassed("add-data-source-ref"));
    cases.put(
        "hasPassed, and the name is misspelt", () -> filled().hasPassed("add-data-source-re"));
    cases.put("hasPassed, and nobody asks", () -> system().hasPassed("add-data-source-ref"));
    cases.put("hasSkipped", () -> filled().hasSkipped("add-data-source-ref"));
    cases.put("hasFailed", () -> violating().hasFailed("restricted/has-owner"));
    cases.put("hasErrored", () -> denied().hasErrored("add-data-source-ref", "no such thing"));
    cases.put("hasNotMatched", () -> empty().hasNotMatched("restore/add-data-source-ref"));
    cases.put("hasExcluded", () -> plain().hasExcluded("add-data-source-ref"));
    cases.put("hasCalled, and nobody is", () -> plain().hasCalled(Restore.LIST, 200));
    cases.put(
        "hasCalled, and it is answered otherwise", () -> denied().hasCalled(Restore.LIST, 200));
    cases.put("hasCalledInVain", () -> denied().hasCalledInVain(Restore.LIST));
    cases.put("hasCalledNobody", () -> empty().hasCalledNobody());
    cases.put("generates", () -> empty().generates("Secret", "app", "s3"));
    cases.put("warns", () -> empty().warns("deprecated"));
  }

  private static ObjectAssert claim() {
    Scenario scenario = open().given(Restore.CLAIM);
    return PolicyAssertions.assertThat(scenario.object("PersistentVolumeClaim", "app/data"));
  }

  private static ObjectAssert nothing() {
    return PolicyAssertions.assertThat(open().object("Secret", "app/s3"));
  }

  private static ObjectsAssert claims() {
    Scenario scenario = open().given(Restore.CLAIM);
    return PolicyAssertions.assertThat(scenario.objects("PersistentVolumeClaim", "app"));
  }

  private void objects() {
    cases.put("exists", () -> nothing().exists());
    cases.put("doesNotExist", () -> claim().doesNotExist());
    cases.put("hasLabel, and has another value", () -> claim().hasLabel("backup", "daily"));
    cases.put("hasLabel, and has no such", () -> claim().hasLabel("team", "a"));
    cases.put("hasAnnotation", () -> claim().hasAnnotation("a", "b"));
    cases.put("hasField", () -> claim().hasField("spec.resources.requests", "{storage: 2Gi}"));
    cases.put("hasNoField", () -> claim().hasNoField("spec.accessModes[0]"));
    cases.put("contains", () -> claim().contains("{spec: {volumeName: x}}"));
    cases.put("hasDataSourceRef", () -> claim().hasDataSourceRef("VolumeSnapshot", "snap-1"));
    cases.put("wasGeneratedBy", () -> claim().wasGeneratedBy("backup", "make-source"));
    cases.put("isEmpty", () -> claims().isEmpty());
    cases.put("areNamed", () -> claims().areNamed("data", "more"));
    cases.put("eachSatisfies", () -> claims().eachSatisfies(each -> each.hasLabel("team", "a")));
    cases.put(
        "eachSatisfies, of none",
        () ->
            PolicyAssertions.assertThat(open().objects("Secret", ""))
                .eachSatisfies(ObjectAssert::exists));
  }

  private void scenarios() {
    cases.put(
        "eventually", () -> open().eventually(Duration.ofSeconds(90), () -> nothing().exists()));
    cases.put(
        "throughout", () -> open().throughout(Duration.ofSeconds(3), () -> nothing().exists()));
    cases.put(
        "invariant",
        () -> {
          Scenario scenario = open();
          scenario.invariant(
              "no claim is ever there",
              () ->
                  PolicyAssertions.assertThat(scenario.objects("PersistentVolumeClaim", ""))
                      .isEmpty());
          scenario.create(Restore.CLAIM);
        });
    cases.put("decision", () -> open().as("eve").delete("Secret", "app/s3").decision());
  }

  @Test
  void every_assertion_says_what_is_wrong() throws IOException {
    decisions();
    objects();
    scenarios();
    StringBuilder text = new StringBuilder();
    cases.forEach(
        (name, failing) -> {
          String message = message(name, failing);
          int story = message.indexOf("\n\nwhat happened");
          text.append("== ").append(name).append('\n');
          text.append((story < 0 ? message : message.substring(0, story)).strip());
          text.append("\n\n");
        });

    assertThat(text).hasToString(golden("assertions.txt", text));
    assertThat(cases.keySet().stream().map(name -> name.split("[ ,]", 2)[0]))
        .containsAll(assertions());
  }

  @Test
  void a_failure_tells_the_story_around_it() throws IOException {
    String inScenario = message("scenario", () -> filled().leavesObjectUnchanged());
    String ofEngine =
        message(
            "engine",
            () ->
                PolicyAssertions.assertThat(
                        Engine.newest()
                            .admit(
                                Restore.POLICY,
                                AdmissionRequest.create(Trees.yaml(Restore.CLAIM)),
                                ClusterReader.EMPTY))
                    .as("the engine alone")
                    .isAllowed());

    String text = inScenario + "\n\n" + ofEngine + "\n";
    assertThat(text).isEqualTo(golden("story.txt", text));
  }

  private static String message(String name, Runnable failing) {
    try {
      failing.run();
    } catch (AssertionError failure) {
      return String.valueOf(failure.getMessage());
    }
    throw new IllegalStateException(name + ": does not fail");
  }

  private static String golden(String file, CharSequence text) throws IOException {
    Path golden = Project.root().resolve("policy-tests/src/test/resources/testing/" + file);
    if (Boolean.getBoolean("kyverdict.rewrite")) {
      Files.writeString(golden, text);
    }
    return Files.readString(golden);
  }

  /** Every word with which a test can fail. */
  private static Set<String> assertions() {
    Set<String> words = new TreeSet<>();
    Stream.of(DecisionAssert.class, ObjectAssert.class, ObjectsAssert.class)
        .flatMap(type -> Stream.of(type.getDeclaredMethods()))
        .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
        .map(Method::getName)
        .forEach(words::add);
    assertThat(words).hasSizeGreaterThan(25);
    return words;
  }
}
