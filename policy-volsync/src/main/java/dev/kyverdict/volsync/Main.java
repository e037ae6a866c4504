package dev.kyverdict.volsync;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What {@code mvn package} runs: every profile into {@code generated/}. */
public final class Main {

  private Main() {}

  /**
   * Renders.
   *
   * @param args the root of the project
   */
  public static void main(String[] args) {
    Path root = Path.of(args[0]);
    System.exit(
        new RenderCommand(new PrintWriter(System.out), new PrintWriter(System.err))
            .run(
                generated(root.resolve("generated"), List.of(Profile.values())),
                Optional.of(root.resolve("examples/cluster.yaml")),
                false));
  }

  /** The folders of {@code generated/}, one a profile. */
  public static List<RenderCommand.Target> generated(Path folder, List<Profile> profiles) {
    return profiles.stream()
        .map(
            profile ->
                new RenderCommand.Target(
                    profile,
                    new RenderJob.Directory(folder.resolve(profile.toString()), true, false)))
        .toList();
  }
}
