package dev.kyverdict.world.batch;

import dev.kyverdict.world.apps.Container;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** The variables and files of the pre-warm: {@code check_variables} and {@code read_files}. */
final class Inputs {

  private static final String NAME = "[a-z0-9][-.a-z0-9]{0,240}";
  private static final String NUMBER = "0|[1-9][0-9]{0,8}";
  private static final Map<String, String> USUAL =
      Map.of(
          "MAX_STALE_SECONDS", "86400",
          "SECRET_WAIT_SECONDS", "10",
          "CATALOGUE_DIGITS", "0",
          "CATALOGUE_LIMIT", "10000",
          "CATALOGUE_BYTES", "900000");

  /** The same files are read in each part of each run; nobody changes what is read. */
  private static final Map<String, JsonNode> PARSED = new ConcurrentHashMap<>();

  private static final Map<String, Pattern> PATTERNS = new ConcurrentHashMap<>();
  private static final int MOST_KEPT = 100;

  private final Map<String, String> variables;
  private final Map<String, JsonNode> files = new TreeMap<>();
  private final List<String> wrong = new ArrayList<>();

  /**
   * Of a container.
   *
   * @param now what time it is, unless {@code PREWARM_NOW} says otherwise
   */
  Inputs(Container container, Instant now) {
    variables = new TreeMap<>(container.environment());
    USUAL.forEach(
        (name, value) -> variables.merge(name, value, (own, usual) -> own.isEmpty() ? usual : own));
    variables.merge(
        "PREWARM_NOW", "" + now.getEpochSecond(), (own, it) -> own.isEmpty() ? it : own);
    check();
    for (String name : List.of("CAPACITIES", "DEFAULTS", "SECRET_TEMPLATE")) {
      read(name, container);
    }
    for (Map.Entry<String, JsonNode> file : files.entrySet()) {
      if (!file.getValue().isObject()) {
        wrong.add(file.getKey() + ": does not hold a JSON object");
      }
    }
    JsonNode template = files.getOrDefault("SECRET_TEMPLATE", MissingNode.getInstance());
    boolean fits =
        template.path("kind").asString("").equals("ExternalSecret")
            && template.path("spec").isObject();
    if (template.isObject() && !fits) {
      wrong.add("SECRET_TEMPLATE: is not an ExternalSecret with a spec");
    }
  }

  private void check() {
    demand("BUCKET", "[A-Za-z0-9][-._A-Za-z0-9]*", "the name of a bucket");
    if (!text("BASE_SECRET").isEmpty() || !variables.containsKey("BASE_SECRET")) {
      demand("BASE_SECRET", NAME, "the name of a Secret");
    }
    if (!text("EXCLUDED_NAMESPACES").isEmpty()) {
      demand(
          "EXCLUDED_NAMESPACES",
          "[-a-z0-9]+( [-a-z0-9]+)*",
          "a list of namespaces with a space between");
    }
    if (!text("BACKUP_LABELS").isEmpty()) {
      demand(
          "BACKUP_LABELS",
          "[-a-z0-9]+( [-a-z0-9]+)*",
          "a list of values of the label backup with a space between");
    }
    demand(
        "REPOSITORY_BASE",
        "[^\\s\\p{Cntrl}{}]+/" + text("BUCKET") + "/*",
        "a repository without spaces or braces that ends with the bucket, '/%s'"
            .formatted(text("BUCKET")));
    demand("MAX_STALE_SECONDS", NUMBER, "a number of seconds");
    demand("SECRET_WAIT_SECONDS", NUMBER, "a number of seconds");
    demand("PREWARM_NOW", "[1-9][0-9]{0,10}", "a time in seconds since 1970");
    if (!text("CATALOGUE").isEmpty()) {
      demand("CATALOGUE", NAME, "the name of a ConfigMap");
      demand(
          "CATALOGUE_NAMESPACE", "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?", "the name of a namespace");
      demand("CATALOGUE_DIGITS", "[012]", "0, 1 or 2");
      demand("CATALOGUE_LIMIT", "[1-9][0-9]{0,8}", "a number of entries");
      demand("CATALOGUE_BYTES", "[1-9][0-9]{0,8}", "a number of bytes");
    }
  }

  private void demand(String name, String pattern, String what) {
    String value = text(name);
    if (value.isEmpty()) {
      wrong.add(name + ": is not set");
    } else if (!pattern(pattern).matcher(value).matches()) {
      wrong.add("%s: '%s' is not %s".formatted(name, value, what));
    }
  }

  private static Pattern pattern(String text) {
    if (PATTERNS.size() > MOST_KEPT) {
      PATTERNS.clear();
    }
    return PATTERNS.computeIfAbsent(text, Pattern::compile);
  }

  private void read(String name, Container container) {
    String path = text(name);
    Optional<String> content = Optional.ofNullable(container.files().get(path));
    if (path.isEmpty()) {
      wrong.add(name + ": is not set");
    } else if (content.isEmpty()) {
      wrong.add("%s: there is no readable file '%s'".formatted(name, path));
    } else {
      if (PARSED.size() > MOST_KEPT) {
        PARSED.clear();
      }
      files.put(name, PARSED.computeIfAbsent(content.get(), Inputs::parsed));
    }
  }

  private static JsonNode parsed(String text) {
    try {
      return JsonMapper.shared().readTree(text.replace("\n", ""));
    } catch (JacksonException noJson) {
      return MissingNode.getInstance();
    }
  }

  /** What is wrong, as it is told. */
  List<String> wrong() {
    return wrong;
  }

  /** A variable; empty when it is not set. */
  String text(String name) {
    return variables.getOrDefault(name, "");
  }

  /** A variable that is a number. */
  long number(String name) {
    return Long.parseLong(text(name));
  }

  /** A file. */
  JsonNode file(String name) {
    return files.getOrDefault(name, MissingNode.getInstance());
  }

  /** The repository without slashes at its end. */
  String base() {
    return text("REPOSITORY_BASE").replaceFirst("/+$", "");
  }

  /** What time it was when the script began. */
  Instant now() {
    return Instant.ofEpochSecond(number("PREWARM_NOW"));
  }
}
