package dev.kyverdict.lint;

import static dev.kyverdict.lint.VolSyncLint.REPOSITORY_IS_BASE_SECRET;

import java.util.List;
import java.util.Optional;

/** Movers that name a Secret without a repository. */
final class BaseSecrets {

  private BaseSecrets() {}

  static void check(ManifestSet set) {
    List<Credentials> secrets =
        set.objects().stream().flatMap(object -> Credentials.of(object).stream()).toList();
    for (ObjectView mover : set.objects()) {
      if (Movers.isMover(mover)) {
        mover
            .tree()
            .text("spec", "restic", "repository")
            .filter(name -> isBase(secrets, name))
            .ifPresent(name -> report(set, mover, name));
      }
    }
  }

  private static void report(ManifestSet set, ObjectView mover, String name) {
    set.report(
        mover,
        REPOSITORY_IS_BASE_SECRET,
        "/spec/restic/repository",
        "Secret '" + name + "' has no RESTIC_REPOSITORY",
        "name the Secret of the claim");
  }

  /** Where nothing among the manifests makes the Secret, its name decides. */
  private static boolean isBase(List<Credentials> secrets, String name) {
    Optional<Credentials> made =
        secrets.stream().filter(secret -> secret.name().equals(name)).findFirst();
    return made.map(
            secret ->
                secret.complete() && !secret.keys().contains(Repositories.REPOSITORY)
                    || secret.keys().contains(Repositories.BASE)
                        && !secret.keys().contains(Repositories.REPOSITORY))
        .orElse(name.endsWith("-base"));
  }
}
