package dev.kyverdict.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import dev.kyverdict.referee.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who may know whom, and how large things may grow. */
class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.kyverdict");

  private static final String MODEL = "dev.kyverdict.model..";
  private static final String DSL = "dev.kyverdict.dsl..";
  private static final String YAML = "dev.kyverdict.yaml..";
  private static final String RENDER = "dev.kyverdict.render..";
  private static final String JMESPATH = "dev.kyverdict.jmespath..";
  private static final String VALUES = "dev.kyverdict.values..";
  private static final String LINT = "dev.kyverdict.lint..";
  private static final String ENGINE = "dev.kyverdict.engine..";
  private static final String JUDGE = "dev.kyverdict.judge..";
  private static final String FUZZ = "dev.kyverdict.fuzz..";
  private static final String CLUSTER = "dev.kyverdict.cluster..";
  private static final String CHAINSAW = "dev.kyverdict.chainsaw..";
  private static final String WORLD = "dev.kyverdict.world..";
  private static final String VOLSYNC = "dev.kyverdict.volsync..";
  private static final String CLI = "dev.kyverdict.cli..";
  private static final String EXPLORE = "dev.kyverdict.explore..";
  private static final String TESTING = "dev.kyverdict.testing..";

  @Test
  void enough_classes_were_looked_at() {
    assertThat(CLASSES).hasSizeGreaterThan(1200);
    for (String room :
        List.of(
            MODEL, DSL, YAML, RENDER, VALUES, JMESPATH, LINT, ENGINE, VOLSYNC, JUDGE, FUZZ, CLUSTER,
            CHAINSAW, WORLD, EXPLORE, TESTING, CLI)) {
      String name = room.replace("..", "");
      assertThat(CLASSES.stream().filter(type -> type.getPackageName().startsWith(name)))
          .as(room)
          .hasSizeGreaterThan(1);
    }
  }

  @Test
  void the_nouns_know_nobody() {
    forbid(MODEL, DSL, YAML, RENDER, VALUES, JMESPATH, LINT, ENGINE, VOLSYNC, JUDGE, FUZZ, CLI);
    forbid(DSL, YAML, RENDER, VALUES, JMESPATH, LINT, ENGINE, VOLSYNC, JUDGE, FUZZ, CLI);
  }

  @Test
  void renderer_and_engine_never_see_each_other() {
    forbid(YAML, MODEL, DSL, RENDER, VALUES, JMESPATH, LINT, ENGINE, VOLSYNC, JUDGE, FUZZ, CLI);
    forbid(RENDER, DSL, VALUES, JMESPATH, LINT, ENGINE, VOLSYNC, JUDGE, FUZZ, CLI);
    forbid(LINT, DSL, YAML, RENDER, ENGINE, VOLSYNC, JUDGE, FUZZ, CLI);
    forbid(ENGINE, DSL, RENDER, LINT, VOLSYNC, JUDGE, FUZZ, CLI);
  }

  @Test
  void jmespath_is_a_leaf() {
    forbid(VALUES, MODEL, DSL, YAML, RENDER, JMESPATH, LINT, ENGINE, VOLSYNC, JUDGE, FUZZ, CLI);
    forbid(JMESPATH, MODEL, DSL, RENDER, LINT, ENGINE, VOLSYNC, JUDGE, FUZZ, CLI);
  }

  @Test
  void a_cluster_knows_no_test_and_no_product() {
    forbid(CLUSTER, DSL, JUDGE, FUZZ, CHAINSAW, WORLD, EXPLORE, VOLSYNC, TESTING, CLI);
    forbid(WORLD, DSL, JUDGE, FUZZ, CHAINSAW, EXPLORE, VOLSYNC, TESTING, CLI);
    forbid(EXPLORE, DSL, JUDGE, FUZZ, CHAINSAW, VOLSYNC, TESTING, CLI);
    forbid(CHAINSAW, DSL, JUDGE, FUZZ, VOLSYNC, TESTING, CLI);
    forbid(CHAINSAW, "dev.kyverdict.cluster.sim..", "dev.kyverdict.cluster.live..");
  }

  @Test
  void the_rooms_of_a_cluster_have_no_cycle() {
    ArchRule noCycle =
        SlicesRuleDefinition.slices()
            .matching("dev.kyverdict.cluster.(*)..")
            .should()
            .beFreeOfCycles();
    check(noCycle);
  }

  @Test
  void the_command_is_known_to_nobody() {
    forbid(VOLSYNC, JUDGE, FUZZ, CLI);
    forbid(JUDGE, DSL, VOLSYNC, FUZZ, CLI);
    forbid(FUZZ, DSL, VOLSYNC, CLI);
  }

  /** What is handed along is handed on: nothing calls back into an earlier room. */
  @Test
  void the_rooms_of_the_engine_have_no_cycle() {
    ArchRule noCycle =
        SlicesRuleDefinition.slices()
            .matching("dev.kyverdict.engine.(*)..")
            .should()
            .beFreeOfCycles();
    check(noCycle);
  }

  @Test
  void no_test_library_is_known_to_main_code() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage(TESTING)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.junit..", "org.assertj..", "com.tngtech..", TESTING)
            .because("the engine and the command run where there is no test"));
  }

  @Test
  void the_kit_knows_neither_the_product_nor_the_command() {
    forbid(TESTING, FUZZ, VOLSYNC, CLI);
  }

  @Test
  void only_the_commands_touch_standard_output_and_end_the_process() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage(CLI)
            .and()
            .doNotHaveFullyQualifiedName("dev.kyverdict.volsync.Main")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .callMethod(System.class, "exit", int.class)
            .because("everything else returns values"));
  }

  @Test
  void no_file_is_too_long_to_be_held_in_a_head() throws IOException {
    Set<String> tooLong = new TreeSet<>();
    int files = 0;
    try (Stream<Path> paths = Files.walk(Project.root())) {
      List<Path> sources =
          paths
              .filter(path -> path.toString().endsWith(".java"))
              .filter(path -> !path.toString().contains("/target/"))
              .toList();
      for (Path source : sources) {
        files++;
        if (Files.readAllLines(source).size() > 400) {
          tooLong.add(Project.root().relativize(source).toString());
        }
      }
    }
    assertThat(files).isGreaterThan(200);
    assertThat(tooLong).isEmpty();
  }

  private static void forbid(String room, String... others) {
    check(
        noClasses()
            .that()
            .resideInAPackage(room)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(others)
            .because("of the walls in docs/carrying-on.md"));
  }

  private static void check(ArchRule rule) {
    List<String> violations =
        new ArrayList<>(rule.evaluate(CLASSES).getFailureReport().getDetails());
    assertThat(violations).as(rule.getDescription()).isEmpty();
  }
}
