package dev.kyverdict.cluster.kyverno;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * An event that one of Kyverno's controllers reports ({@code pkg/event}).
 *
 * @param source which controller
 * @param reason why
 * @param action what became of the object
 * @param regarding what it is about
 * @param related the other object
 * @param message its text
 */
public record KyvernoEvent(
    Source source,
    Reason reason,
    Action action,
    ObjectRef regarding,
    Optional<ObjectRef> related,
    String message) {

  /**
   * What Kyverno does not report as its chart starts it: no success, whatever the ConfigMap says.
   */
  public static final Set<Reason> CHART_OMITS =
      Set.of(Reason.POLICY_APPLIED, Reason.POLICY_SKIPPED);

  private static final Pattern INVALID = Pattern.compile("[^a-z0-9.\\-]");
  private static final int LONGEST = 1024;

  /** A controller. */
  public enum Source {
    /** The webhooks. */
    ADMISSION("kyverno-admission"),
    /** The policy controller. */
    SCAN("kyverno-scan"),
    /** What generates. */
    GENERATE("kyverno-generate"),
    /** What changes existing objects. */
    MUTATE("kyverno-mutate");

    private final String text;

    Source(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** A reason. */
  public enum Reason {
    /** A rule failed or erred. */
    POLICY_VIOLATION("PolicyViolation"),
    /** All went well. */
    POLICY_APPLIED("PolicyApplied"),
    /** Something else went wrong. */
    POLICY_ERROR("PolicyError"),
    /** An exception. */
    POLICY_SKIPPED("PolicySkipped");

    private final String text;

    Reason(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** What became of an object. */
  public enum Action {
    /** It was refused. */
    BLOCKED("Resource Blocked"),
    /** It was let through. */
    PASSED("Resource Passed"),
    /** It was generated. */
    GENERATED("Resource Generated"),
    /** It was changed. */
    MUTATED("Resource Mutated"),
    /** Nothing. */
    NONE("None");

    private final String text;

    Action(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /**
   * Whether Kyverno reports it ({@code Add} in {@code pkg/event/controller.go}).
   *
   * @param omitted the reasons behind {@code --omitEvents}
   * @param config the data of Kyverno's ConfigMap
   */
  public boolean isReported(Set<Reason> omitted, Map<String, String> config) {
    return !regarding.name().isEmpty()
        && !omitted.contains(reason)
        && (reason != Reason.POLICY_APPLIED || isWanted(config));
  }

  private boolean isWanted(Map<String, String> config) {
    Set<String> actions =
        Arrays.stream(config.getOrDefault("successEventActions", "").split(",", -1))
            .map(String::strip)
            .filter(one -> !one.isEmpty())
            .collect(Collectors.toSet());
    return config.getOrDefault("generateSuccessEvents", "false").equals("true")
        && (actions.isEmpty() || actions.contains(action.toString()));
  }

  /**
   * The object.
   *
   * @param now the time, which is part of its name
   * @param host the host name of the controller's Pod
   */
  public ObjectNode object(Instant now, String host) {
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    event.put("apiVersion", "events.k8s.io/v1").put("kind", "Event");
    String namespace = regarding.namespace().isEmpty() ? "default" : regarding.namespace();
    long nanoseconds = now.getEpochSecond() * 1_000_000_000L + now.getNano();
    event
        .putObject("metadata")
        .put("name", sanitized(regarding.name()) + "." + Long.toHexString(nanoseconds))
        .put("namespace", namespace);
    event.put("eventTime", micro(now));
    event.put("reportingController", source.toString());
    event.put("reportingInstance", source + "-" + host);
    event.put("action", action.toString()).put("reason", reason.toString());
    event.set("regarding", regarding.json());
    related.ifPresent(other -> event.set("related", other.json()));
    event.put("note", note());
    boolean normal = reason == Reason.POLICY_APPLIED || reason == Reason.POLICY_SKIPPED;
    return event.put("type", normal ? "Normal" : "Warning");
  }

  private String note() {
    return message.length() > LONGEST ? message.substring(0, LONGEST - 3) + "..." : message;
  }

  private static String micro(Instant now) {
    return "%s.%06dZ"
        .formatted(now.toString().replaceFirst("(\\.\\d+)?Z$", ""), now.getNano() / 1000);
  }

  private static String sanitized(String name) {
    String valid = INVALID.matcher(name.toLowerCase(Locale.ROOT)).replaceAll("-");
    String begun = valid.matches("[a-z0-9].*") ? valid : "a" + valid;
    return begun.matches(".*[a-z0-9]") ? begun : begun + "z";
  }
}
