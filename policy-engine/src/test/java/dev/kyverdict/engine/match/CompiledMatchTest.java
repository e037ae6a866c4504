package dev.kyverdict.engine.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.engine.AdmissionRequest;
import dev.kyverdict.engine.match.MatchResult.NotMatched;
import dev.kyverdict.engine.match.MatchResult.Reason.Attribute;
import dev.kyverdict.engine.match.MatchResult.Reason.Side;
import dev.kyverdict.model.Match;
import dev.kyverdict.model.Match.Filter;
import dev.kyverdict.model.Match.Operation;
import dev.kyverdict.model.Match.Resources;
import dev.kyverdict.model.Match.Subject;
import dev.kyverdict.model.Selector;
import dev.kyverdict.model.Selector.Requirement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What rules match; every line is a verdict of Kyverno 1.19.1. */
class CompiledMatchTest {

  private static final String POD =
      """
      {"apiVersion": "v1", "kind": "Pod", "metadata":
        {"name": "pod", "namespace": "app", "labels": {"app": "web"}, "annotations": {"a": "b"}}}
      """;
  private static final String NAMESPACE =
      """
      {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "team-a"}}
      """;

  @ParameterizedTest
  @CsvSource({
    "Pod, '', true",
    "pod, '', false",
    "v1/Pod, '', true",
    "*/Pod, '', true",
    "v10/Pod, '', false",
    "v1beta1/Pod, '', false",
    "*/*/Pod, '', false",
    "/v1/Pod, '', true",
    "P?d, '', true",
    "*, '', true",
    "*, status, false",
    "*/*, status, true",
    "*/status, status, true",
    "*/Pod, status, false",
    "Pod, status, false",
    "Pod.status, status, true",
    "Pod/status, status, true",
    "Pod/*, '', true",
    "v1/Pod/status, status, true",
    "Pod, ephemeralcontainers, true",
    "*, ephemeralcontainers, true",
    "Pod/status, ephemeralcontainers, true",
    "v1.Pod, '', true",
    "Pod.a.b, '', false",
    "a/b/c/d/e, '', false",
  })
  void kinds(String kind, String subResource, boolean matched) {
    CompiledMatch match = match(resources(kind));

    assertThat(match.holds(Candidate.of(Requests.update(POD, subResource)))).isEqualTo(matched);
  }

  @ParameterizedTest
  @CsvSource({
    "app, web, true",
    "app, w*, true",
    "a*, '*', true",
    "'*', db, false",
    "team, '*', false",
    "'bad key', web, false",
    "app, 'bad value', false",
  })
  void labels_with_wildcards(String key, String value, boolean matched) {
    Resources resources = resources("Pod").selector(Selector.label(key, value));

    assertThat(match(resources).holds(pod())).isEqualTo(matched);
  }

  @ParameterizedTest
  @CsvSource({
    "app, In, web, true",
    "app, In, w*, false",
    "app, NotIn, db, true",
    "team, NotIn, a, true",
    "app, Exists, '', true",
    "team, DoesNotExist, '', true",
    "app, Exists, web, false",
    "app, In, '', false",
    "'a b', DoesNotExist, '', false",
    "app, Gt, 1, false",
  })
  void label_requirements_that_kubernetes_refuses_match_nothing(
      String key, String operator, String value, boolean matched) {
    List<String> values = value.isEmpty() ? List.of() : List.of(value);
    Selector selector = new Selector(Map.of(), List.of(new Requirement(key, operator, values)));

    assertThat(match(resources("Pod").selector(selector)).holds(pod())).isEqualTo(matched);
  }

  @Test
  void a_namespace_selector_never_matches_a_namespace_and_asks_nothing_of_what_is_in_none() {
    Resources selected = Resources.NONE.namespaceSelector(Selector.label("env", "dev"));
    Resources unlabelled =
        Resources.NONE.namespaceSelector(
            new Selector(Map.of(), List.of(new Requirement("env", "DoesNotExist", List.of()))));
    String node = "{\"apiVersion\": \"v1\", \"kind\": \"Node\", \"metadata\": {\"name\": \"n\"}}";

    assertThat(match(selected).holds(pod())).isTrue();
    assertThat(match(unlabelled).holds(candidate(NAMESPACE))).isFalse();
    assertThat(match(unlabelled).holds(candidate(node))).isTrue();
  }

  @Test
  void a_namespace_is_in_the_namespace_of_its_name() {
    assertThat(match(Resources.NONE.namespaces(List.of("team-*"))).holds(candidate(NAMESPACE)))
        .isTrue();
  }

  @Test
  void an_object_without_a_name_is_matched_by_what_its_name_is_made_of() {
    String pod =
        """
        {"apiVersion": "v1", "kind": "Pod", "metadata": {"generateName": "web-"}}
        """;

    assertThat(match(Resources.NONE.names(List.of("web-*"))).holds(candidate(pod))).isTrue();
    assertThat(match(Resources.NONE.names(List.of("web-?*"))).holds(candidate(pod))).isFalse();
  }

  @Test
  void on_delete_the_old_object_is_matched() {
    Resources resources =
        resources("Pod").label("app", "web").operations(Operation.DELETE, Operation.UPDATE);
    AdmissionRequest request = Requests.delete(POD);

    assertThat(match(resources).holds(Candidate.of(request))).isTrue();
    assertThat(match(resources).holds(Candidate.of(request).as(Operation.CREATE))).isFalse();
    assertThat(match(resources).matches(Candidate.of(request, request.object())))
        .extracting(result -> ((NotMatched) result).texts())
        .isEqualTo(List.of("resource is empty"));
  }

  @Test
  void roles_and_subjects_must_both_hold_and_roles_know_no_wildcards() {
    Filter both = user(List.of(new Subject("User", "b*", none(), none())), "app:editor");
    Filter wildcard = user(List.of(), "app:*");
    Candidate bob =
        Candidate.of(Requests.by(Requests.create(POD), Requests.withRoles("app:editor", "admin")));

    assertThat(match(both).holds(bob)).isTrue();
    assertThat(match(both).holds(pod())).isFalse();
    assertThat(match(wildcard).holds(bob)).isFalse();
  }

  @Test
  void without_admission_users_count_in_exclude_only() {
    Filter alice = user(List.of(new Subject("User", "alice", none(), none())));
    Filter anybody = user(List.of(new Subject("User", "*", none(), none())));
    Filter podOfAlice = new Filter(resources("Pod"), alice.subjects(), List.of(), List.of());
    Candidate scanned = pod().withoutUser();

    assertThat(match(podOfAlice).holds(scanned)).isTrue();
    assertThat(match(alice).holds(scanned)).isFalse();
    assertThat(excluding(alice).holds(scanned)).isTrue();
    assertThat(excluding(anybody).holds(scanned)).isFalse();
  }

  @Test
  void an_empty_filter_neither_matches_nor_excludes() {
    Filter pod = Filter.of(resources("Pod"));

    assertThat(match(Filter.NONE).holds(pod())).isFalse();
    assertThat(excluding(Filter.NONE).holds(pod())).isTrue();
    assertThat(CompiledMatch.of(any(pod), Match.allOf(List.of(pod, Filter.NONE))).holds(pod()))
        .isTrue();
    assertThat(CompiledMatch.of(any(pod), Match.allOf(List.of(pod))).holds(pod())).isFalse();
  }

  @Test
  void says_which_attribute_of_which_filter_differs() {
    Filter other = Filter.of(resources("Secret").names(List.of("x")));
    Filter later = Filter.of(resources("Pod").operations(Operation.DELETE));
    Match all = Match.allOf(List.of(other, later));

    NotMatched result = (NotMatched) CompiledMatch.of(all, Match.NONE).matches(pod());

    assertThat(result.message("r"))
        .isEqualTo(
            """
            rule r not matched:
             1. kind does not match [Secret]
             2. none of the names match
             3. operation does not match""");
    assertThat(result.reasons())
        .extracting(MatchResult.Reason::attribute)
        .containsExactly(Attribute.KINDS, Attribute.NAMES, Attribute.OPERATIONS);
    assertThat(result.reasons().getLast().filter()).hasValue(1);
    assertThat(((NotMatched) excluding(Filter.of(resources("P*"))).matches(pod())).reasons())
        .singleElement()
        .extracting(MatchResult.Reason::side)
        .isEqualTo(Side.EXCLUDE);
  }

  private static Optional<String> none() {
    return Optional.empty();
  }

  private static Resources resources(String... kinds) {
    return Resources.ofKinds(List.of(kinds));
  }

  private static Filter user(List<Subject> subjects, String... roles) {
    return new Filter(Resources.NONE, subjects, List.of(roles), List.of());
  }

  private static Match any(Filter filter) {
    return Match.anyOf(List.of(filter));
  }

  private static CompiledMatch match(Resources resources) {
    return match(Filter.of(resources));
  }

  private static CompiledMatch match(Filter filter) {
    return CompiledMatch.of(any(filter), Match.NONE);
  }

  private static CompiledMatch excluding(Filter filter) {
    return CompiledMatch.of(any(Filter.of(resources("Pod"))), any(filter));
  }

  private static Candidate pod() {
    return candidate(POD);
  }

  private static Candidate candidate(String json) {
    return Candidate.of(Requests.create(json));
  }
}
