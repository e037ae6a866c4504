package dev.kyverdict.model;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** {@code validate.podSecurity}: levels, versions and what may be excluded at which. */
final class PodSecurityChecks {

  private static final List<String> LEVELS = List.of("privileged", "baseline", "restricted");
  private static final int OLDEST = 19;
  private static final int NEWEST = 32;

  private static final Set<String> OF_POD =
      Set.of("Host Namespaces", "HostPath Volumes", "Sysctls", "Volume Types");
  private static final Set<String> OF_CONTAINER =
      Set.of(
          "Capabilities",
          "Privileged Containers",
          "Host Ports",
          "/proc Mount Type",
          "Privilege Escalation");
  private static final Set<String> OF_BOTH =
      Set.of(
          "HostProcess",
          "AppArmor",
          "SELinux",
          "Seccomp",
          "Running as Non-root",
          "Running as Non-root user");
  private static final Set<String> RESTRICTED_ONLY =
      Set.of(
          "Volume Types",
          "Privilege Escalation",
          "Running as Non-root",
          "Running as Non-root user");

  private PodSecurityChecks() {}

  static void of(Where where, Validate.PodSecurity security, Consumer<Problem> report) {
    security
        .level()
        .filter(level -> !LEVELS.contains(level))
        .map(
            level ->
                where
                    .at("level")
                    .error(
                        "pod-security-level",
                        "'" + level + "' is no level",
                        "write one of " + String.join(", ", LEVELS)))
        .ifPresent(report);
    security
        .version()
        .filter(version -> !isVersion(version))
        .map(
            version ->
                where
                    .at("version")
                    .error(
                        "pod-security-version",
                        "'" + version + "' is no version that Kyverno knows",
                        "write latest, or v1." + OLDEST + " to v1." + NEWEST))
        .ifPresent(report);
    for (int i = 0; i < security.exclude().size(); i++) {
      exclude(where.at("exclude").at(i), security.exclude().get(i), security.level(), report);
    }
  }

  private static boolean isVersion(String version) {
    return version.equals("latest")
        || (version.matches("v1\\.\\d\\d")
            && Integer.parseInt(version.substring(3)) >= OLDEST
            && Integer.parseInt(version.substring(3)) <= NEWEST);
  }

  private static void exclude(
      Where where,
      Validate.PodSecurityExclude exclude,
      Optional<String> level,
      Consumer<Problem> report) {
    String control = exclude.controlName();
    Where at = where.at("controlName");
    if (!OF_POD.contains(control)
        && !OF_CONTAINER.contains(control)
        && !OF_BOTH.contains(control)) {
      report.accept(
          at.error(
              "pod-security-control",
              "'" + control + "' is no control",
              "write a control of the Pod Security Standards"));
    }
    if (OF_CONTAINER.contains(control) && exclude.images().isEmpty()) {
      report.accept(
          at.error(
              "pod-security-images-missing",
              control + " is a control of containers",
              "add images, '*' for all"));
    }
    if (OF_POD.contains(control) && !exclude.images().isEmpty()) {
      report.accept(
          at.error("pod-security-images", control + " is a control of pods", "remove images"));
    }
    if (level.filter("baseline"::equals).isPresent() && RESTRICTED_ONLY.contains(control)) {
      report.accept(
          at.error(
              "pod-security-control-of-level",
              control + " is not asked for at baseline",
              "remove the exclusion"));
    }
    fieldAndValues(where, exclude, report);
  }

  private static void fieldAndValues(
      Where where, Validate.PodSecurityExclude exclude, Consumer<Problem> report) {
    boolean field = !exclude.restrictedField().orElse("").isEmpty();
    if (field == exclude.values().isEmpty()) {
      report.accept(
          where.error(
              "pod-security-field-and-values",
              field ? "has restrictedField without values" : "has values without restrictedField",
              "give both or none"));
    }
  }
}
