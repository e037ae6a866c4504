package dev.kyverdict.product;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.model.GenerateUpgrade;
import dev.kyverdict.model.KyvernoPolicy;
import dev.kyverdict.model.Problem;
import dev.kyverdict.referee.PackagesReferee;
import dev.kyverdict.render.Manifests;
import dev.kyverdict.volsync.Product;
import dev.kyverdict.volsync.Profile;
import dev.kyverdict.volsync.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** An installed tree can follow every change of a setting: Kyverno refuses none of the edits. */
class UpgradeTest {

  @ParameterizedTest
  @EnumSource(Profile.class)
  void every_setting_can_be_changed_in_an_installed_tree(Profile profile) {
    Settings base = ChangedSettings.base(profile);
    Map<String, Settings> changes = ChangedSettings.of(base);
    changes.forEach(
        (setting, changed) -> {
          assertThat(problems(base, changed)).as(setting).isEmpty();
          assertThat(problems(changed, base)).as(setting + ", back").isEmpty();
        });
    assertThat(changes).hasSizeGreaterThan(25);
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void the_real_kyverno_refuses_none_of_them(Profile profile) {
    Settings base = ChangedSettings.base(profile);
    int asked = 0;
    try (PackagesReferee referee = new PackagesReferee()) {
      for (Map.Entry<String, Settings> change : ChangedSettings.of(base).entrySet()) {
        Map<String, KyvernoPolicy> installed = policies(base);
        for (KyvernoPolicy policy : policies(change.getValue()).values()) {
          ObjectNode question = JsonNodeFactory.instance.objectNode().put("id", change.getKey());
          question.put("op", "policy-validation").set("policy", Manifests.tree(policy));
          KyvernoPolicy before = installed.get(policy.metadata().name());
          if (before != null) {
            question.set("oldPolicy", Manifests.tree(before));
          }
          JsonNode answer = referee.judge(question);
          assertThat(answer.path("accepted").asBoolean(false))
              .as(change.getKey() + ", " + policy.metadata().name() + ": " + answer)
              .isTrue();
          asked++;
        }
      }
    }
    System.out.printf("policies of every setting, %s: %d accepted%n", profile, asked);
    assertThat(asked).isGreaterThan(80);
  }

  private static List<Problem> problems(Settings before, Settings after) {
    Map<String, KyvernoPolicy> installed = policies(before);
    List<Problem> problems = new ArrayList<>();
    for (KyvernoPolicy policy : policies(after).values()) {
      KyvernoPolicy old = installed.get(policy.metadata().name());
      if (old != null) {
        problems.addAll(GenerateUpgrade.problems(old, policy));
      }
    }
    return problems;
  }

  private static Map<String, KyvernoPolicy> policies(Settings settings) {
    return Product.manifests(settings).stream()
        .filter(KyvernoPolicy.class::isInstance)
        .map(KyvernoPolicy.class::cast)
        .collect(Collectors.toMap(policy -> policy.metadata().name(), Function.identity()));
  }
}
