package dev.kyverdict.docs;

import dev.kyverdict.referee.Project;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A project of somebody else: it has a local repository of its own, in which the artifacts of this
 * build stand as if installed, and Maven stays offline.
 */
final class ScratchProject {

  private static final String VERSION = "0.1.0-SNAPSHOT";
  private static final String POM =
      """
      <project xmlns="http://maven.apache.org/POM/4.0.0">
        <modelVersion>4.0.0</modelVersion>
        <groupId>scratch</groupId>
        <artifactId>scratch</artifactId>
        <version>1</version>
        <properties>
          <maven.compiler.release>21</maven.compiler.release>
          <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
        </properties>
        <dependencies>
      %s  </dependencies>
        <build>
          <plugins>
            <plugin>
              <artifactId>maven-resources-plugin</artifactId>
              <version>%s</version>
            </plugin>
            <plugin>
              <artifactId>maven-compiler-plugin</artifactId>
              <version>%s</version>
            </plugin>
            <plugin>
              <artifactId>maven-surefire-plugin</artifactId>
              <version>%s</version>
            </plugin>
          </plugins>
        </build>
      </project>
      """;

  private final Path folder;
  private final Path repository;

  /** In an empty folder. */
  ScratchProject(Path folder) {
    this.folder = folder.resolve("project");
    this.repository = folder.resolve("repository");
  }

  /**
   * Puts the artifacts of this build into the repository, and lets it see what other people's
   * artifacts the build itself uses.
   *
   * @return the modules whose jars are missing
   */
  List<String> install() throws IOException {
    Path usual = Path.of(System.getProperty("user.home"), ".m2/repository");
    Path known = Path.of(System.getProperty("maven.repo.local", usual.toString()));
    link(known, repository, "dev");
    if (Files.isDirectory(known.resolve("dev"))) {
      link(known.resolve("dev"), repository.resolve("dev"), "kyverdict");
    }
    put("kyverdict", Project.root().resolve("pom.xml"), Optional.empty());
    List<String> missing = new ArrayList<>();
    for (String module : modules()) {
      Path home = Project.root().resolve(module);
      Path jar = home.resolve("target").resolve(module + "-" + VERSION + ".jar");
      if (Files.isRegularFile(jar)) {
        put(module, home.resolve("pom.xml"), Optional.of(jar));
      } else {
        missing.add(module);
      }
    }
    return missing;
  }

  private static void link(Path from, Path into, String except) throws IOException {
    Files.createDirectories(into);
    try (Stream<Path> all = Files.list(from)) {
      for (Path one : all.toList()) {
        String name = one.getFileName().toString();
        if (!name.equals(except)) {
          Files.createSymbolicLink(into.resolve(name), one);
        }
      }
    }
  }

  private static List<String> modules() throws IOException {
    return Pattern.compile("<module>(policy-(?!cli).*)</module>")
        .matcher(Files.readString(Project.root().resolve("pom.xml")))
        .results()
        .map(module -> module.group(1))
        .toList();
  }

  private void put(String artifact, Path pom, Optional<Path> jar) throws IOException {
    Path home = repository.resolve("dev/kyverdict").resolve(artifact).resolve(VERSION);
    Files.createDirectories(home);
    Files.copy(pom, home.resolve(artifact + "-" + VERSION + ".pom"));
    if (jar.isPresent()) {
      Files.copy(jar.get(), home.resolve(artifact + "-" + VERSION + ".jar"));
    }
  }

  /** Writes it with one dependency and one test, both as a page of the documentation has them. */
  void write(String dependency, String test) throws IOException {
    String own = Files.readString(Project.root().resolve("pom.xml"));
    Path tests = folder.resolve("src/test/java");
    Files.createDirectories(tests);
    String pom =
        POM.formatted(
            dependency.indent(4),
            version(own, "resources-plugin"),
            version(own, "compiler-plugin"),
            version(own, "surefire-plugin"));
    Files.writeString(folder.resolve("pom.xml"), pom);
    String name =
        Pattern.compile("class (\\w+)")
            .matcher(test)
            .results()
            .map((MatchResult found) -> found.group(1))
            .findFirst()
            .orElseThrow();
    Files.writeString(tests.resolve(name + ".java"), test);
  }

  private static String version(String pom, String plugin) {
    String tag = "<" + plugin + ".version>";
    int start = pom.indexOf(tag) + tag.length();
    return pom.substring(start, pom.indexOf("</", start));
  }

  /** What Maven says of its tests, and at last {@code ended with N}. */
  String test() throws IOException, InterruptedException {
    ProcessBuilder maven =
        new ProcessBuilder("mvn", "-o", "-B", "-ntp", "-Dmaven.repo.local=" + repository, "test")
            .directory(folder.toFile())
            .redirectErrorStream(true);
    maven.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = maven.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return output + "ended with " + process.waitFor();
  }
}
