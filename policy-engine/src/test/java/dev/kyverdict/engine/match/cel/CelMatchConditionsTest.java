package dev.kyverdict.engine.match.cel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kyverdict.engine.AdmissionRequest;
import dev.kyverdict.engine.match.MatchConditions.Outcome;
import dev.kyverdict.engine.match.MatchConditions.View;
import dev.kyverdict.engine.match.Requests;
import dev.kyverdict.model.Spec.MatchCondition;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Match conditions; what the engine's view says is a verdict of Kyverno 1.19.1. */
class CelMatchConditionsTest {

  private static final AdmissionRequest POD =
      Requests.create(
          """
          {"apiVersion": "v1", "kind": "Pod",
           "metadata": {"name": "pod", "namespace": "app", "labels": {"app": "web"}},
           "spec": {"priority": 5}}
          """);

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "object.metadata.name == 'pod'; holds; holds",
        "has(object.metadata.labels) && 'app' in object.metadata.labels; holds; holds",
        "object.metadata.labels.team == 'a'; errs; errs",
        "object.metadata.?labels['team'].orValue('none') == 'none'; holds; holds",
        "object.spec.priority > 4.5; holds; holds",
        "request.operation == 'CREATE' && request.userInfo.username == 'alice'; holds; holds",
        "request.object == null; errs; errs",
        "true || request.foo == 1; errs; errs",
        "oldObject == null; holds; fails",
        "namespaceObject == null; fails; holds",
        "has(request.subResource); fails; fails",
        "object.metadata.name.find('[a-z]') == 'p'; holds; holds",
        "1 + 1; errs; errs",
        "authorizer != null; errs; errs",
      })
  void outcomes(String expression, String atTheServer, String inTheEngine) {
    assertThat(outcome(View.API_SERVER, expression)).isEqualTo(atTheServer);
    assertThat(outcome(View.ENGINE, expression)).isEqualTo(inTheEngine);
  }

  @Test
  void one_that_is_false_decides_over_one_that_errs() {
    assertThat(outcome(View.ENGINE, "object.x", "false")).isEqualTo("fails");
    assertThat(outcome(View.ENGINE, "true", "object.x")).isEqualTo("errs");
  }

  @Test
  void a_function_that_is_not_known_here_is_refused_at_once() {
    assertThatThrownBy(() -> outcome(View.ENGINE, "quantity('1Gi').isGreaterThan(quantity('1'))"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("quantity");
  }

  private static String outcome(View view, String... expressions) {
    List<MatchCondition> conditions =
        Arrays.stream(expressions).map(text -> new MatchCondition("c", text)).toList();
    Outcome outcome = CelMatchConditions.of(conditions).test(POD, view);
    return outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }
}
