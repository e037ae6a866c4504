package dev.kyverdict.product;

import static dev.kyverdict.dsl.Policies.*;
import static dev.kyverdict.dsl.ResourceType.CONFIG_MAP;
import static dev.kyverdict.dsl.ResourceType.NAMESPACE;
import static dev.kyverdict.dsl.ResourceType.PERSISTENT_VOLUME_CLAIM;
import static dev.kyverdict.dsl.ResourceType.POD;
import static dev.kyverdict.dsl.ResourceType.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.dsl.Policies;
import dev.kyverdict.dsl.RuleWords.Matched;
import dev.kyverdict.model.ContextEntry;
import dev.kyverdict.model.KyvernoPolicy;
import dev.kyverdict.model.Match.Filter;
import dev.kyverdict.model.Match.Subject;
import dev.kyverdict.model.Selector;
import dev.kyverdict.model.Spec;
import dev.kyverdict.referee.PackagesReferee;
import dev.kyverdict.referee.Project;
import dev.kyverdict.render.ManifestReader;
import dev.kyverdict.render.Manifests;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Every word of the DSL, in policies that the real Kyverno accepts. */
class WordsTest {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Matched PODS = rule("r").match(any(resources(POD)));
  private static final Matched CLAIMS = rule("r").match(any(resources(PERSISTENT_VOLUME_CLAIM)));

  private static List<KyvernoPolicy> policies() {
    return Stream.of(contexts(), conditions(), mutations(), generations(), validations())
        .flatMap(List::stream)
        .toList();
  }

  private static List<KyvernoPolicy> contexts() {
    ContextEntry service = serviceCall("service", text("http://a.b/c"));
    ContextEntry post = servicePost("sent", text("http://a.b/c"), field("k", request("operation")));
    return List.of(
        clusterPolicy(
            "contexts",
            CLAIMS
                .context(
                    variable("name", requestObject("metadata.name")),
                    variable("label", requestObject("metadata.labels.a"), "none"),
                    configMap("settings", text("default"), text("settings")),
                    globalReference("all", "everything"),
                    apiCall("one", CONFIG_MAP.named(request("namespace"), expr("name"))),
                    apiPost("review", text("/apis/a.b/v1/reviews"), field("kind", "Review")),
                    service,
                    post,
                    imageRegistry("image", text("ghcr.io/a/b")))
                .preconditions(all(isNot(value(service).get("x").orEmpty(), "")))
                .mutate(strategicMerge(field("metadata", field("labels", field("a", "b")))))),
        clusterPolicy(
            "spec",
            Spec.of(List.of(CLAIMS.mutate(jsonPatch(remove("/metadata/labels/a")))))
                .withBackground(false)));
  }

  private static List<KyvernoPolicy> conditions() {
    return List.of(
        clusterPolicy(
            "conditions",
            rule("all")
                .match(
                    all(
                        resources(PERSISTENT_VOLUME_CLAIM),
                        resources(PERSISTENT_VOLUME_CLAIM).label("a", "b")))
                .exclude(any(namespaces(List.of("kube-*"))))
                .preconditions(
                    all(
                        isEqual(requestObject("metadata.name"), "a"),
                        isEqual(expr("contains('a', 'b')"), false),
                        isEqual(
                            requestObject("metadata.name"), requestObject("metadata.namespace")),
                        isNot(requestObject("metadata.name"), requestObject("metadata.namespace")),
                        isAnyOf(requestObject("metadata.name"), List.of("a", "b*")),
                        isGreaterThan(expr("length('a')"), "1"),
                        isLessThan(expr("length('a')"), "1"),
                        condition(request("operation"), "AllIn", strings(List.of("CREATE")))))
                .validate(deny("no", any(isNot(requestObject("kind"), "Pod"))))),
        policy(
            "team",
            "namespaced",
            rule("r")
                .match(any(resources(CONFIG_MAP)))
                .validate(
                    pattern("labelled", field("metadata", field("labels", field("a", "?*")))))));
  }

  private static List<KyvernoPolicy> mutations() {
    Filter admins =
        new Filter(
            resources(PERSISTENT_VOLUME_CLAIM),
            List.of(new Subject("User", "admin", Optional.empty(), Optional.empty())),
            List.of(),
            List.of());
    return List.of(
        clusterPolicy(
            "mutations",
            PODS.mutate(
                forEach(
                    "request.object.spec.containers",
                    all(isNot(expr("element.image"), "")),
                    strategicMerge(
                        field(
                            "spec",
                            field(
                                "containers",
                                JSON.arrayNode()
                                    .add(
                                        JSON.objectNode()
                                            .put("(name)", "{{ element.name }}")
                                            .put("imagePullPolicy", "Always"))))))),
            rule("each")
                .match(any(resources(POD)))
                .mutate(
                    forEach(
                        "request.object.spec.volumes",
                        jsonPatch(add("/metadata/annotations/a", JSON.stringNode("b"))))),
            rule("anchors")
                .match(any(resources(POD)))
                .mutate(
                    strategicMerge(
                        field(
                            "spec",
                            conditional(field("hostNetwork", true)),
                            addIfAbsent(field("priority", 1)),
                            addIfAbsent(field("dnsPolicy", text("Default"))))))),
        clusterPolicy(
            "subjects",
            Spec.of(
                    List.of(
                        rule("any")
                            .match(any(admins))
                            .mutate(
                                jsonPatch(replace("/spec/volumeMode", JSON.stringNode("Block")))),
                        rule("all")
                            .match(all(admins))
                            .mutate(jsonPatch(remove("/spec/volumeMode")))))
                .withBackground(false)),
        clusterPolicy(
            "existing",
            CLAIMS.mutate(
                mutateExisting(
                    strategicMerge(field("metadata", field("labels", field("a", "b")))),
                    target(CONFIG_MAP, request("namespace"), text("settings"))))));
  }

  private static List<KyvernoPolicy> generations() {
    Matched namespaces = rule("r").match(any(resources(NAMESPACE)));
    return List.of(
        clusterPolicy(
            "data",
            namespaces.generate(
                data(
                    CONFIG_MAP,
                    requestObject("metadata.name"),
                    text("a"),
                    field("data", field("k", "v"))))),
        clusterPolicy(
            "clone",
            namespaces.generate(
                cloneOf(
                    SECRET,
                    requestObject("metadata.name"),
                    text("a"),
                    text("default"),
                    text("a")))),
        clusterPolicy(
            "clone-list",
            namespaces.generate(
                cloneList(
                    requestObject("metadata.name"),
                    text("default"),
                    Selector.label("copy", "yes"),
                    SECRET,
                    CONFIG_MAP))),
        clusterPolicy(
            "each",
            namespaces.generate(
                forEachGenerate(
                    "request.object.metadata.finalizers",
                    data(
                        CONFIG_MAP, expr("element"), text("a"), field("data", field("k", "v")))))));
  }

  private static List<KyvernoPolicy> validations() {
    return List.of(
        clusterPolicy(
            "any-pattern",
            PODS.validate(
                anyPattern(
                    "one of them",
                    List.of(field("spec", ifPresent(field("hostNetwork", false)))),
                    List.of(List.of(field("spec", absent("hostPID"))))))),
        clusterPolicy(
            "each-pattern",
            PODS.validate(
                forEachPattern(
                    "no latest", "request.object.spec.containers", field("image", "!*:latest")))),
        clusterPolicy("pod-security", PODS.validate(podSecurity("baseline"))),
        clusterPolicy(
            "cel",
            rule("r").match(any(resources(CONFIG_MAP))).validate(cel("no", "has(object.data)"))),
        clusterPolicy("images", PODS.verifyImages(JSON.arrayNode().add(images()))));
  }

  private static JsonNode images() {
    JsonNode image =
        JSON.objectNode()
            .put("mutateDigest", false)
            .set("imageReferences", strings(List.of("ghcr.io/a/*")));
    image
        .withArray("attestors")
        .addObject()
        .withArray("entries")
        .addObject()
        .withObject("keyless")
        .put("subject", "a")
        .put("issuer", "https://b")
        .putObject("rekor")
        .put("url", "https://c");
    return image;
  }

  @Test
  void every_word_stands_in_a_policy_above() throws IOException {
    String source =
        Files.readString(
            Project.root()
                .resolve("policy-tests/src/test/java/dev/kyverdict/product/WordsTest.java"));
    Set<String> words =
        Stream.of(Policies.class.getMethods())
            .filter(method -> Modifier.isStatic(method.getModifiers()))
            .map(method -> method.getName())
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(words).hasSizeGreaterThan(45);
    assertThat(words).allSatisfy(word -> assertThat(source).contains(word + "("));
  }

  @Test
  void the_real_kyverno_accepts_them_all() {
    try (PackagesReferee referee = new PackagesReferee()) {
      for (KyvernoPolicy policy : policies()) {
        JsonNode question =
            JSON.objectNode()
                .put("id", policy.metadata().name())
                .put("op", "policy-validation")
                .set("policy", Manifests.tree(policy));
        JsonNode answer = referee.judge(question);
        assertThat(answer.path("accepted").asBoolean(false)).as(answer.toString()).isTrue();
        assertThat(answer.has("schema")).as(answer.toString()).isFalse();
      }
    }
  }

  @Test
  void each_is_read_back_as_it_was() {
    for (KyvernoPolicy policy : policies()) {
      String yaml = Manifests.yaml(List.of(policy), WordsTest.class);

      // as trees: the defaults of a list of images are written out and read
      assertThat(ManifestReader.read("policy.yaml", yaml).manifests())
          .as(yaml)
          .extracting(Manifests::tree)
          .containsExactly(Manifests.tree(policy));
    }
  }
}
