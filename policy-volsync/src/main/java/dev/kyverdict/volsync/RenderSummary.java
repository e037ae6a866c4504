package dev.kyverdict.volsync;

import dev.kyverdict.model.Problem;
import dev.kyverdict.render.tree.WriteSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The few lines at the end of a rendering. */
record RenderSummary(RenderCommand.Target target, RenderJob.Report report) {

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    WriteSummary files = report.summary();
    lines.add(target.profile() + " -> " + target.directory().path());
    lines.add(
        "  objects: "
            + report.objects().entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining(", ")));
    lines.add(
        "  files: %d created, %d changed, %d unchanged, %d deleted; %d kustomizations edited"
            .formatted(
                files.created().size(),
                files.changed().size(),
                files.unchanged().size(),
                files.deleted().size(),
                files.kustomizations().size()));
    name(lines, "created", files.created());
    name(lines, "changed", files.changed());
    name(lines, "deleted", files.deleted());
    name(lines, "edited", files.kustomizations());
    name(lines, "delete by hand", files.toDeleteByHand());
    files.notes().forEach(note -> lines.add("  note: " + note));
    for (Problem finding : report.findings()) {
      lines.add(
          "  inventory: "
              + finding.message()
              + "; "
              + finding.repair()
              + " ["
              + finding.id()
              + "]");
    }
    return lines;
  }

  private static void name(List<String> lines, String what, List<String> files) {
    files.forEach(file -> lines.add("    " + what + " " + file));
  }
}
