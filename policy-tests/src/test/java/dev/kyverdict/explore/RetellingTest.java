package dev.kyverdict.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kyverdict.world.Inventory;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** What an exploration finds happens in a simulated cluster as well, step by step. */
class RetellingTest {

  @ParameterizedTest
  @EnumSource
  void a_witness_comes_true_in_a_cluster_and_not_before_its_last_step(Faulty faulty) {
    Policies policies = faulty.policies();
    Witness witness = faulty.found();
    Witness before =
        new Witness(
            witness.invariant(),
            false,
            witness.claim(),
            witness.beginning(),
            witness.steps().subList(0, witness.steps().size() - 1));

    assertThat(breaks(policies, before)).isFalse();
    assertThat(breaks(policies, witness)).as(witness.toString()).isTrue();
  }

  private static boolean breaks(Policies policies, Witness witness) {
    return Retelling.of(policies, Faulty.WORLD, witness)
        .breaks(witness.invariant(), witness.claim());
  }

  @Test
  void what_is_printed_of_a_witness_is_a_test_that_compiles_and_passes(@TempDir Path folder)
      throws IOException, ReflectiveOperationException {
    StringBuilder methods = new StringBuilder();
    for (Faulty faulty : Faulty.values()) {
      methods.append(faulty.found().source("Faulty." + faulty + ".policies()", "Faulty.WORLD"));
    }
    Class<?> printed = compiled(folder, methods.toString());
    Object test = printed.getDeclaredConstructor().newInstance();
    int told = 0;
    for (var method : printed.getDeclaredMethods()) {
      if (method.isAnnotationPresent(Test.class)) {
        method.setAccessible(true);
        method.invoke(test);
        told++;
      }
    }
    assertThat(told).isEqualTo(Faulty.values().length);
  }

  private static Class<?> compiled(Path folder, String methods)
      throws IOException, ReflectiveOperationException {
    Path source = folder.resolve("dev/kyverdict/explore/Printed.java");
    Files.createDirectories(source.getParent());
    Files.writeString(
        source,
        """
        package dev.kyverdict.explore;
        import static org.assertj.core.api.Assertions.assertThat;
        import org.junit.jupiter.api.Test;
        public class Printed {
          public Printed() {}
        %s}
        """
            .formatted(methods.replace("  void ", "  public void ")));
    String[] arguments = {
      "-proc:none", "-d", folder.toString(), "-cp", needed(), source.toString()
    };
    assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments)).isZero();
    ClassLoader parent = RetellingTest.class.getClassLoader();
    URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, parent);
    return loader.loadClass("dev.kyverdict.explore.Printed");
  }

  /** Where the classes are that the printed test names. */
  private static String needed() {
    return Stream.of(
            Faulty.class,
            Retelling.class,
            Test.class,
            Assertions.class,
            Inventory.class,
            JsonNode.class)
        .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
        .map(place -> Path.of(URI.create(place.toString())).toString())
        .distinct()
        .collect(Collectors.joining(File.pathSeparator));
  }
}
