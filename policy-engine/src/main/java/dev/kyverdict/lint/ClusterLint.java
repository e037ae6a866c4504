package dev.kyverdict.lint;

import static dev.kyverdict.lint.LintId.Description.error;
import static dev.kyverdict.lint.LintId.Description.warning;

/** What can be wrong with other manifests: jobs, scripts, charts, labels. */
enum ClusterLint implements LintId {
  IMAGE_NOT_PINNED(
      warning(
          "A CronJob runs an image without a tag or with `latest`.",
          "It changes, or vanishes, without a commit.",
          "Name a version, best with its digest.")),
  IMAGE_WITHOUT_SHELL(
      warning(
          "A shell command in an image that has no shell.",
          "The pod never starts.",
          "Use an image with a shell.")),
  BASH_UNDER_SH(
      warning(
          "A script for bash runs under `/bin/sh`.",
          "`sh` stops at the first `[[` or `<(`.",
          "Run it with `/bin/bash`.")),
  NOT_WRITABLE(
      warning(
          "A read-only root file system without a volume at `/tmp`.",
          "Whatever the script writes fails.",
          "Mount an emptyDir at `/tmp`.")),
  JSONPATH_IN_SCRIPT(
      warning(
          "A script uses kubectl's jsonpath with an escaped newline.",
          "The escape is lost between YAML, shell and template: lines run together.",
          "Use `-o json` and jq.")),
  HELM_CHART_WITHOUT_NAMESPACE(
      warning(
          "A chart of a kustomization without a namespace of its own.",
          "It is rendered with Argo CD's namespace: its service accounts get names "
              + "that no permission knows.",
          "Write `namespace` at the chart.")),
  LABEL_VALUE_TOO_LONG(
      error(
          "A label has more than 63 characters.",
          "The API server refuses the object.",
          "Shorten it.")),
  NAME_TOO_LONG(
      warning(
          "A name over 63 characters (a CronJob: 52), of which a label is made.",
          "The API server, the job controller or VolSync refuses what it makes of it.",
          "Shorten it."));

  private final Description description;

  ClusterLint(Description description) {
    this.description = description;
  }

  @Override
  public Description description() {
    return description;
  }
}
