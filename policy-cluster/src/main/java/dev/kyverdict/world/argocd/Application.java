package dev.kyverdict.world.argocd;

import dev.kyverdict.world.kube.Trees;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** What an Application says ({@code argo-cd/pkg/apis/application/v1alpha1/types.go}). */
record Application(JsonNode object) {

  static final String FINALIZER = "resources-finalizer.argocd.argoproj.io";

  /** {@code DefaultSyncRetryDuration}, {@code …Factor}, {@code …MaxDuration}. */
  private static final Duration FIRST = Duration.ofSeconds(5);

  private static final long FACTOR = 2;
  private static final Duration LONGEST = Duration.ofMinutes(3);

  /** What {@code autoSync} retries when the application does not say. */
  private static final int LIMIT = 5;

  String name() {
    return Trees.name(object);
  }

  String path() {
    return "/apis/argoproj.io/v1alpha1/namespaces/%s/applications/%s"
        .formatted(Trees.namespace(object), name());
  }

  String gitPath() {
    return Trees.text(object, "spec/source/path");
  }

  String namespace() {
    return Trees.text(object, "spec/destination/namespace");
  }

  boolean isAutomated() {
    JsonNode automated = Trees.at(object, "spec/syncPolicy/automated");
    return automated.isObject() && automated.path("enabled").asBoolean(true);
  }

  boolean automated(String what) {
    return Trees.at(object, "spec/syncPolicy/automated/" + what).asBoolean(false);
  }

  boolean option(String option) {
    return Trees.at(object, "spec/syncPolicy/syncOptions")
        .valueStream()
        .anyMatch(it -> it.asString("").equals(option));
  }

  /** An option of the application, unless the annotation of an object says otherwise. */
  boolean option(String name, JsonNode target) {
    String own =
        Trees.entry(Trees.at(target, "metadata/annotations"), "argocd.argoproj.io/sync-options");
    if (own.contains(name + "=")) {
      return own.contains(name + "=true");
    }
    return option(name + "=true");
  }

  /** Whether an object is compared by a dry run on the server. */
  boolean isServerSideDiff(JsonNode target, JsonNode parameters) {
    String key = "argocd.argoproj.io/compare-options";
    for (JsonNode one : java.util.List.of(target, object)) {
      String options = Trees.entry(Trees.at(one, "metadata/annotations"), key);
      if (options.contains("ServerSideDiff=")) {
        return options.contains("ServerSideDiff=true");
      }
    }
    return Trees.entry(parameters.path("data"), "controller.diff.server.side").equals("true");
  }

  int retryLimit() {
    JsonNode retry = Trees.at(object, "spec/syncPolicy/retry");
    return retry.isObject() ? retry.path("limit").asInt(0) : LIMIT;
  }

  /** How long before the next attempt ({@code RetryStrategy.NextRetryAt}). */
  Duration backOff(int attempts) {
    JsonNode backOff = Trees.at(object, "spec/syncPolicy/retry/backoff");
    Duration first = duration(backOff.path("duration"), FIRST);
    Duration longest = duration(backOff.path("maxDuration"), LONGEST);
    long factor = backOff.path("factor").asLong(FACTOR);
    Duration pause = first;
    for (int i = 0; i < attempts && pause.compareTo(longest) < 0; i++) {
      pause = pause.multipliedBy(factor);
    }
    return pause.compareTo(longest) > 0 ? longest : pause;
  }

  private static final Pattern SECONDS = Pattern.compile("[0-9]+");

  private static Duration duration(JsonNode node, Duration usual) {
    String text = node.asString("");
    if (text.isEmpty()) {
      return usual;
    }
    return SECONDS.matcher(text).matches()
        ? Duration.ofSeconds(Long.parseLong(text))
        : Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
  }

  JsonNode operation() {
    return Trees.at(object, "status/operationState");
  }

  boolean isSyncing() {
    return Trees.text(operation(), "phase").equals("Running");
  }
}
