package dev.kyverdict.volsync;

import dev.kyverdict.model.InvalidPolicyException;
import dev.kyverdict.render.tree.TreeProblem;
import dev.kyverdict.render.tree.TreeRefusedException;
import dev.kyverdict.volsync.Inventory.UnreadableInventoryException;
import dev.kyverdict.yaml.YamlException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The job that {@code mvn package} and {@code kyverdict render} do: renders the plan's settings,
 * says what came of it, and turns every refusal into lines that name the place and the repair.
 */
public final class RenderCommand {

  /** Everything is as it should be. */
  public static final int OK = 0;

  /** Something was refused, nothing was written. */
  public static final int REFUSED = 1;

  /** A check found a difference. */
  public static final int DIFFERS = 3;

  private final PrintWriter out;
  private final PrintWriter err;

  /**
   * @param out where the summary and a check's difference go
   * @param err where refusals go
   */
  public RenderCommand(PrintWriter out, PrintWriter err) {
    this.out = out;
    this.err = err;
  }

  /**
   * One tree to write or to check.
   *
   * @param profile its profile
   * @param directory where it goes
   */
  public record Target(Profile profile, RenderJob.Directory directory) {}

  /**
   * Renders each target, or checks it.
   *
   * @return {@link #OK}, {@link #REFUSED} or {@link #DIFFERS}
   */
  public int run(List<Target> targets, Optional<Path> inventoryFile, boolean check) {
    try {
      Optional<Inventory> inventory = Optional.empty();
      if (inventoryFile.isPresent()) {
        inventory = Optional.of(inventory(inventoryFile.get()));
      }
      int worst = OK;
      for (Target target : targets) {
        RenderJob job = new RenderJob(Settings.PLAN.withProfile(target.profile()), inventory);
        worst = Math.max(worst, run(job, target, check));
      }
      return worst;
    } catch (TreeRefusedException refused) {
      for (TreeProblem problem : refused.problems()) {
        err.println("error: " + problem);
      }
    } catch (InvalidPolicyException | UnreadableInventoryException | YamlException refused) {
      err.println("error: " + refused.getMessage());
    } catch (IOException unreadable) {
      err.println("error: " + unreadable.getMessage());
    }
    err.println("nothing was written");
    err.flush();
    return REFUSED;
  }

  private static Inventory inventory(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException(file + ": no such inventory; give the name of a YAML file");
    }
    try {
      return Inventory.read(file.toString(), Files.readString(file));
    } catch (CharacterCodingException binary) {
      throw new IOException(file + ": not UTF-8 text; save the inventory as UTF-8", binary);
    }
  }

  private int run(RenderJob job, Target target, boolean check) throws IOException {
    if (target.directory().ours()) {
      // anywhere else a missing folder is a typing error
      Files.createDirectories(target.directory().path());
    }
    RenderJob.Report report = check ? job.check(target.directory()) : job.write(target.directory());
    new RenderSummary(target, report).lines().forEach(out::println);
    report.difference().ifPresent(out::print);
    out.flush();
    return report.difference().isPresent() ? DIFFERS : OK;
  }
}
