package dev.kyverdict.volsync;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Every file in {@code prewarm/cases}: what is given, what the script says and does. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PrewarmTest {

  private static final int AT_ONCE = Math.max(2, Runtime.getRuntime().availableProcessors());

  private final Map<String, Future<PrewarmResult>> results = new ConcurrentHashMap<>();
  private final ExecutorService executor = Executors.newFixedThreadPool(AT_ONCE);

  @BeforeAll
  void start_all_cases(@TempDir Path folder) {
    PrewarmTools.require("bash", "jq");
    for (PrewarmCase one : PrewarmCase.all()) {
      Path world = folder.resolve(one.name());
      results.put(one.name(), executor.submit(() -> PrewarmWorld.of(world, one.given()).run()));
    }
  }

  @AfterAll
  void stop() {
    executor.shutdownNow();
  }

  static List<PrewarmCase> cases() {
    return PrewarmCase.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void says_and_does_what_the_case_expects(PrewarmCase one) throws Exception {
    Future<PrewarmResult> future = Objects.requireNonNull(results.get(one.name()));
    PrewarmResult result = future.get().harmless();

    List<String> says = new ArrayList<>(texts(one.then().path("says")));
    if (one.then().path("exit").asInt() < 2) {
      says.add("done …");
    }
    assertThat(result.says())
        .as("lines\n%s", result.errors())
        .usingElementComparator((said, wanted) -> matches(said, wanted) ? 0 : 1)
        .containsExactlyElementsOf(says);
    assertThat(result.exit()).isEqualTo(one.then().path("exit").asInt());
    assertThat(result.writes()).as("writes").isEqualTo(texts(one.then().path("writes")));
    for (JsonNode object : one.then().path("objects")) {
      assertThat(result.after().values())
          .as("objects, one of them with %s", object)
          .anyMatch(present -> PrewarmObjects.contains(present, object));
    }
    for (String call : texts(one.then().path("never calls"))) {
      assertThat(result.calls()).noneMatch(made -> String.join(" ", made).contains(call));
    }
  }

  /** An expected line may end in … where the rest does not matter. */
  private static boolean matches(String said, String wanted) {
    return wanted.endsWith("…")
        ? said.startsWith(wanted.substring(0, wanted.length() - 1))
        : said.equals(wanted);
  }

  private static List<String> texts(JsonNode list) {
    return list.values().stream().map(JsonNode::asString).toList();
  }
}
