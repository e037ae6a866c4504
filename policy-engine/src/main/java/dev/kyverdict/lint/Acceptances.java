package dev.kyverdict.lint;

import static dev.kyverdict.lint.PolicyLint.ACCEPTANCE_UNUSED;

import dev.kyverdict.model.Manifest;
import dev.kyverdict.model.Problem;
import dev.kyverdict.model.kube.KubeObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code kyverdict.dev/accept: <id>=<reason>; …}: the findings that a manifest's author accepts.
 */
final class Acceptances {

  static final String ANNOTATION = "kyverdict.dev/accept";

  private Acceptances() {}

  /** The findings of a manifest: those accepted marked so, and those of acceptances themselves. */
  static List<Finding> apply(Manifest manifest, List<Problem> problems) {
    Map<String, String> reasons = reasons(manifest);
    List<Finding> findings = new ArrayList<>();
    for (Problem problem : problems) {
      Finding finding = new Finding(manifest, problem);
      Optional<String> reason =
          Optional.ofNullable(reasons.get(problem.id())).filter(text -> !text.isEmpty());
      findings.add(reason.map(finding::accepted).orElse(finding));
    }
    Problems unused = new Problems();
    reasons.forEach((id, reason) -> unused(manifest, id, reason, problems, unused));
    unused.list().forEach(problem -> findings.add(new Finding(manifest, problem)));
    return findings;
  }

  private static Map<String, String> reasons(Manifest manifest) {
    Map<String, String> reasons = new LinkedHashMap<>();
    for (String entry : text(manifest).split(";", -1)) {
      int equals = entry.indexOf('=');
      String id = (equals < 0 ? entry : entry.substring(0, equals)).strip();
      if (!id.isEmpty()) {
        reasons.put(id, equals < 0 ? "" : entry.substring(equals + 1).strip());
      }
    }
    return reasons;
  }

  private static String text(Manifest manifest) {
    return manifest instanceof KubeObject object
        ? Trees.of(object).text("metadata", "annotations", ANNOTATION).orElse("")
        : manifest.metadata().annotations().getOrDefault(ANNOTATION, "");
  }

  private static void unused(
      Manifest manifest, String id, String reason, List<Problem> problems, Problems found) {
    boolean used = problems.stream().anyMatch(problem -> problem.id().equals(id));
    if (used && !reason.isEmpty()) {
      return;
    }
    boolean known = LintId.named(id).isPresent();
    List<String> ids = LintId.all().stream().map(LintId::id).toList();
    found.add(
        ACCEPTANCE_UNUSED,
        Pointers.member("/metadata/annotations", ANNOTATION),
        manifest.kind() + " '" + manifest.metadata().name() + "', annotation " + ANNOTATION,
        !known
            ? "no lint is called '" + id + "'" + Nearest.question(id, ids)
            : used ? "'" + id + "' is accepted without a reason" : "there is no '" + id + "' here",
        known && used ? "write " + id + "=<reason>" : "remove '" + id + "'");
  }
}
