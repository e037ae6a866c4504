package dev.kyverdict.cli;

import dev.kyverdict.volsync.Main;
import dev.kyverdict.volsync.Profile;
import dev.kyverdict.volsync.RenderCommand;
import dev.kyverdict.volsync.RenderJob;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code kyverdict render}: the GitOps tree. */
@Command(
    name = "render",
    description = "Writes the GitOps tree; exit code 1 when something is refused.",
    mixinStandardHelpOptions = true)
final class RenderCli implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--profile",
      paramLabel = "P",
      converter = ProfileConverter.class,
      description = "as-planned or safe; without --gitops both, with it as-planned.")
  private @Nullable Profile profile;

  @Option(
      names = "--gitops",
      paramLabel = "DIR",
      description = "Writes infrastructure/ into this GitOps directory instead of generated/.")
  private @Nullable Path gitops;

  @Option(
      names = "--inventory",
      paramLabel = "FILE",
      description = "The cluster's namespaces and claims (default: the project's example).")
  private @Nullable Path inventory;

  @Option(
      names = "--check",
      description = "Writes nothing; prints the difference and ends with 3 if there is one.")
  private boolean check;

  @Option(
      names = "--adopt",
      description = "Lets rendered files take the place of files that it did not write.")
  private boolean adopt;

  @Option(names = "--home", hidden = true, defaultValue = "${KYVERDICT_HOME:-.}")
  private Path home = Path.of(".");

  @Override
  public Integer call() {
    Path claims = inventory != null ? inventory : home.resolve("examples/cluster.yaml");
    return new RenderCommand(spec.commandLine().getOut(), spec.commandLine().getErr())
        .run(targets(), Optional.of(claims), check);
  }

  private List<RenderCommand.Target> targets() {
    if (gitops != null) {
      Profile chosen = profile != null ? profile : Profile.AS_PLANNED;
      return List.of(
          new RenderCommand.Target(chosen, new RenderJob.Directory(gitops, false, adopt)));
    }
    List<Profile> chosen = profile != null ? List.of(profile) : List.of(Profile.values());
    return Main.generated(home.resolve("generated"), chosen);
  }

  /** A profile by its name. */
  static final class ProfileConverter implements ITypeConverter<Profile> {

    @Override
    public Profile convert(String value) {
      return Profile.named(value)
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "profile '" + value + "': unknown; use as-planned or safe"));
    }
  }
}
