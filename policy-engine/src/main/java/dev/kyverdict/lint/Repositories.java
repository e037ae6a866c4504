package dev.kyverdict.lint;

import static dev.kyverdict.lint.VolSyncLint.REPOSITORY_COLLISION;
import static dev.kyverdict.lint.VolSyncLint.REPOSITORY_WITHOUT_SEPARATOR;
import static dev.kyverdict.lint.VolSyncLint.REPOSITORY_WITH_NEWLINE;

import dev.kyverdict.lint.Credentials.Entry;
import java.util.Set;
import java.util.regex.Pattern;

/** The repositories that Secrets name. */
final class Repositories {

  static final String REPOSITORY = "RESTIC_REPOSITORY";

  static final String BASE = "RESTIC_REPOSITORY_BASE";

  /** The base, and directly behind its variable something other than a slash. */
  private static final Pattern GLUED =
      Pattern.compile(
          "(?:BASE|base)[^{}]*\\}\\}(?=[^/\\s])|join\\(''\\s*,\\s*\\[[^\\]]*(?:BASE|base)");

  private static final Pattern NAME =
      Pattern.compile(
          "metadata\\.name\\b|request\\.name\\b|\\b(?:pvc|claim|PVC|CLAIM)(?:_?[nN]ame)?\\b");

  private static final Pattern NAMESPACE = Pattern.compile("(?i)namespace|\\bns\\b");

  private Repositories() {}

  static void check(ObjectView object, Problems problems) {
    Credentials.of(object)
        .ifPresent(secret -> secret.entries().forEach(entry -> entry(object, entry, problems)));
  }

  private static void entry(ObjectView object, Entry entry, Problems problems) {
    if (!Set.of(REPOSITORY, BASE).contains(entry.key())) {
      return;
    }
    String text = entry.text();
    if (text.endsWith("\n") && !text.contains("{{")) {
      object.report(
          problems,
          REPOSITORY_WITH_NEWLINE,
          entry.field(),
          "its last character is a newline, which becomes part of the path",
          "write it without one (YAML: |-)");
    }
    if (!entry.key().equals(REPOSITORY)) {
      return;
    }
    if (GLUED.matcher(text).find()) {
      object.report(
          problems,
          REPOSITORY_WITHOUT_SEPARATOR,
          entry.field(),
          "nothing separates the base from what follows",
          "trim the base's slash and write one between them");
    }
    if (NAME.matcher(text).find() && !NAMESPACE.matcher(text).find()) {
      object.report(
          problems,
          REPOSITORY_COLLISION,
          entry.field(),
          "claims of one name share it, whatever their namespace",
          "put the namespace into the path");
    }
  }
}
