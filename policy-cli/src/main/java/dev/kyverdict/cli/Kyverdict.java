package dev.kyverdict.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code kyverdict}. */
@Command(
    name = "kyverdict",
    description = "Write Kyverno policies in Java; know Kyverno's verdict before the commit.",
    mixinStandardHelpOptions = true,
    version = "kyverdict 0.1.0",
    subcommands = {
      RenderCli.class,
      LintCli.class,
      AdmitCli.class,
      JpCli.class,
      ConformanceCli.class,
      FuzzCli.class,
      ChainsawCli.class
    })
public final class Kyverdict implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  /**
   * Runs a command and ends the process with its exit code.
   *
   * @param args the command line
   */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Kyverdict()).execute(args));
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "name a command, such as render, lint or admit");
  }
}
