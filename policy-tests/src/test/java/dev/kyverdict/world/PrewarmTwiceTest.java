package dev.kyverdict.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.referee.Project;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The pre-warm as it is played in a simulated cluster and the real script with stand-ins for its
 * tools: the same scenes, the same lines, exit statuses and objects.
 */
class PrewarmTwiceTest {

  private static final List<String> SCENES =
      List.of(
          "021-base-of-another-bucket",
          "022-base-with-slashes",
          "022-base-with-newline",
          "028-prefix-absent",
          "029-repository-without-snapshot",
          "030-snapshot-and-no-destination",
          "033-image-is-a-claim",
          "035-claim-deleted-and-made-again",
          "036-namespace-missing",
          "036-namespace-missing-but-catalogued",
          "037-keys-at-other-depths",
          "037-namespace-terminating",
          "037-odd-claims",
          "037-odd-namespaces",
          "038-base-secret-missing",
          "038-base-secret-not-demanded",
          "039-secret-absent",
          "039-secret-becomes-ready",
          "039-secret-not-ready",
          "040-secret-deleted-with-the-claim",
          "056-nothing-new-nothing-done",
          "057-sync-running",
          "058-repository-locked",
          "059-sync-stuck",
          "063-orphans-stay",
          "066-another-bucket",
          "066-bucket-empty",
          "066-catalogue-loses-all",
          "066-catalogue-loses-half",
          "066-catalogue-loss-accepted",
          "066-catalogue-of-another",
          "067-foreign-destination",
          "068-source-without-label",
          "070-written-by-another-client",
          "catalogue-foreign",
          "catalogue-just-not-full",
          "catalogue-full",
          "catalogue-full-of-bytes",
          "catalogue-longest-names",
          "catalogue-updated",
          "destination-deleting",
          "inputs-malformed",
          "inputs-wrong-json",
          "namespace-excluded",
          "namespace-secret-unknown",
          "size-from-claim-or-git",
          "size-mismatch",
          "size-raised-in-git",
          "size-unknown",
          "template-with-metadata",
          "whole");

  static Stream<PrewarmScene> scenes() {
    return SCENES.stream().map(PrewarmScene::read);
  }

  private static boolean isThere(String program) {
    return Stream.of(String.valueOf(System.getenv("PATH")).split(File.pathSeparator, -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  @ParameterizedTest
  @MethodSource("scenes")
  void the_played_script_says_and_does_what_the_real_one_does(
      PrewarmScene scene, @TempDir Path folder) throws Exception {
    Project.requireFromTools(isThere("bash") && isThere("jq"), "bash and jq");

    PrewarmOutcome real = new PrewarmScript(folder, scene).run();
    PrewarmOutcome played = new PrewarmPod(scene).run();

    assertThat(played.lines()).as("lines").isEqualTo(real.lines());
    assertThat(played.exit()).as("exit status").isEqualTo(real.exit());
    assertThat(played.objects()).as("objects").isEqualTo(real.objects());
  }
}
