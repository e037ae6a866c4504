package dev.kyverdict.fuzz;

import dev.kyverdict.judge.Judge;
import dev.kyverdict.model.Conditions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Throws at a judge what nobody means well with: expressions nested without end, expressions of
 * regular expressions that explode, numbers beyond all ranges, halves of characters, values that
 * contain themselves. Every question must be answered, by an error or otherwise, within a limit.
 */
public final class HostileFuzz {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private static final List<String> NUMBERS =
      List.of(
          "9223372036854775808",
          "-9223372036854775809",
          "1e308",
          "1e309",
          "1e-400",
          "0.1e999999999",
          "123456789012345678901234567890",
          "-0",
          "1E+2147483648");

  private static final List<String> TEXTS =
      List.of(
          "\ud800",
          "\udfff\ud800",
          "\u0000",
          "{{",
          "}}",
          "{{ a }}",
          "{{ {{ a }} }}",
          "\\{{ a }}",
          "$(./a)",
          "$(/)",
          "(a+)+$",
          "(a|a)*b",
          "((((((((((a{1,9}){1,9}){1,9}){1,9})",
          "[[:alpha:]",
          "(?P<n>a)(?P<n>b)",
          "**********?????????*",
          "1Ei",
          "99999999999999999999h",
          "1-2-3-4",
          "!!!!!!",
          "|&|&|",
          "日本語é");

  private static final List<String> EXPRESSIONS =
      List.of(
          "regex_match('%s', '%s')",
          "regex_replace_all('%s', '%s', '%s')",
          "pattern_match('%s', '%s')",
          "parse_json('%s')",
          "parse_yaml('%s')",
          "to_number('%s')",
          "add('%s', '%s')",
          "divide('%s', '%s')",
          "multiply('%s', '%s')",
          "semver_compare('%s', '%s')",
          "time_add('%s', '%s')",
          "time_since('%s', '%s', '%s')",
          "split('%s', '%s')",
          "replace_all('%s', '%s', '%s')",
          "truncate('%s', `%s`)",
          "random('%s')",
          "base64_decode('%s')",
          "x509_decode('%s')",
          "image_normalize('%s')",
          "round(`%s`, `%s`)",
          "%s.%s",
          "%s[?%s]",
          "sort_by(%s, &%s)",
          "map(&%s, %s)");

  /**
   * When an answer counts as a hang. An idle core answers within a second, which the run prints; on
   * a busy one the thread may wait for the processor.
   */
  public static final Duration LIMIT = Duration.ofSeconds(10);

  private final SplittableRandom random;

  private HostileFuzz(long seed) {
    random = new SplittableRandom(seed);
  }

  /**
   * What came of a run.
   *
   * @param questions how many were asked
   * @param slowest the longest time that an answer took
   * @param failure the first question that was not answered in time or ended in an error of Java
   */
  public record Result(long questions, Duration slowest, Optional<String> failure) {}

  /**
   * Asks until the time is used up or something breaks.
   *
   * @param limit how long one answer may take
   */
  public static Result run(Judge judge, long seed, Duration budget, Duration limit) {
    HostileFuzz fuzz = new HostileFuzz(seed);
    long end = System.nanoTime() + budget.toNanos();
    long asked = 0;
    long slowest = 0;
    try (ExecutorService worker =
        Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory())) {
      while (System.nanoTime() < end) {
        ObjectNode question = fuzz.question();
        long start = System.nanoTime();
        Future<ObjectNode> answer = worker.submit(() -> judge.answer(question));
        try {
          answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
          worker.shutdownNow();
          return new Result(asked, limit, Optional.of("no answer in time: " + question));
        } catch (ExecutionException broken) {
          worker.shutdownNow();
          return new Result(asked, limit, Optional.of(broken.getCause() + ": " + question));
        } catch (InterruptedException stopped) {
          Thread.currentThread().interrupt();
          return new Result(asked, Duration.ofNanos(slowest), Optional.of("interrupted"));
        }
        slowest = Math.max(slowest, System.nanoTime() - start);
        asked++;
      }
    }
    return new Result(asked, Duration.ofNanos(slowest), Optional.empty());
  }

  private ObjectNode question() {
    return switch (random.nextInt(6)) {
      case 0, 1 -> expression();
      case 2 -> condition();
      case 3 -> substitution();
      case 4 -> pattern();
      default -> admission();
    };
  }

  private <T> T one(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private String text() {
    String text = one(TEXTS);
    return switch (random.nextInt(4)) {
      case 0 -> text.repeat(1 + random.nextInt(2_000));
      case 1 -> text + one(TEXTS) + one(NUMBERS);
      default -> text;
    };
  }

  private String deep(String open, String inner, String close) {
    int levels = random.nextInt(4) == 0 ? 10_000 : 1 + random.nextInt(300);
    return open.repeat(levels) + inner + close.repeat(levels);
  }

  private String query() {
    return switch (random.nextInt(10)) {
      case 0 -> deep("(", "a", ")");
      case 1 -> deep("[", "a", "]");
      case 2 -> deep("a.", "b", "");
      case 3 -> deep("!", "a", "");
      case 4 -> deep("{a: ", "b", "}");
      case 5 -> deep("a[*].", "b", "");
      case 6 -> deep("to_string(", "a", ")");
      default -> {
        String form = one(EXPRESSIONS);
        while (form.contains("%s")) {
          String filled = random.nextInt(3) == 0 ? one(NUMBERS) : text().replace("'", "");
          form = form.replaceFirst("%s", Matcher.quoteReplacement(filled));
        }
        yield form;
      }
    };
  }

  private String json(int depth) {
    return switch (depth > 4 ? random.nextInt(2) : random.nextInt(6)) {
      case 0 -> one(NUMBERS);
      case 1 -> JSON.writeValueAsString(text());
      case 2 -> deep("[", one(NUMBERS), "]");
      case 3 -> deep("{\"a\":", "1", "}");
      case 4 -> "[" + json(depth + 1) + "," + json(depth + 1) + "]";
      default -> "{\"a\":" + json(depth + 1) + ",\"b\":" + json(depth + 1) + "}";
    };
  }

  /** A tree, as long as a reader of JSON takes the text at all. */
  private JsonNode tree() {
    try {
      JsonNode tree = JSON.readTree(json(0));
      return isFinite(tree) ? tree : NODES.stringNode(text());
    } catch (JacksonException refused) {
      return NODES.stringNode(text());
    }
  }

  /** Go refuses a text with a number beyond all ranges, Jackson reads infinity. */
  private static boolean isFinite(JsonNode tree) {
    return tree.isContainer()
        ? tree.values().stream().allMatch(HostileFuzz::isFinite)
        : !tree.isNumber() || Double.isFinite(tree.doubleValue());
  }

  private ObjectNode expression() {
    ObjectNode question = NODES.objectNode().put("expr", query());
    return question.set("input", tree());
  }

  private ObjectNode condition() {
    ObjectNode question = NODES.objectNode();
    ObjectNode condition = question.putArray("conditions").addObject();
    condition.set("key", random.nextBoolean() ? NODES.stringNode("{{ a }}") : tree());
    condition.put("operator", one(Conditions.OPERATORS));
    condition.set("value", tree());
    return question.set("context", context());
  }

  private ObjectNode context() {
    ObjectNode context = NODES.objectNode();
    context.set("a", tree());
    context.put("b", "x{{ b }}");
    return context;
  }

  private ObjectNode substitution() {
    ObjectNode question = NODES.objectNode();
    ObjectNode document = question.putObject("document");
    document.put("a", "x{{ " + query() + " }}" + text());
    document.put(text(), "{{ b }}y");
    return question.set("context", context());
  }

  private ObjectNode pattern() {
    ObjectNode question = NODES.objectNode();
    question.putObject("pattern").set("(" + one(List.of("a", "*", "?", "")) + ")", tree());
    question.putObject("object").set("a", tree());
    return question;
  }

  private ObjectNode admission() {
    ObjectNode question = NODES.objectNode();
    ObjectNode object = question.putObject("request").putObject("object");
    object.put("apiVersion", "v1").put("kind", "ConfigMap");
    object.putObject("metadata").put("name", "x").put("namespace", "y");
    object.set("data", tree());
    ObjectNode policy = question.putObject("policy");
    policy.put("apiVersion", "kyverno.io/v1").put("kind", "ClusterPolicy");
    policy.putObject("metadata").put("name", "p");
    ObjectNode rule = policy.putObject("spec").putArray("rules").addObject().put("name", "r");
    rule.putObject("match")
        .putArray("any")
        .addObject()
        .putObject("resources")
        .putArray("kinds")
        .add("ConfigMap");
    ObjectNode entry = rule.putArray("context").addObject().put("name", "a");
    entry.putObject("apiCall").put("urlPath", "/api/v1/a").put("jmesPath", query());
    ObjectNode mutate = rule.putObject("mutate");
    if (random.nextBoolean()) {
      mutate.putObject("patchStrategicMerge").set("data", tree());
    } else {
      mutate.put(
          "patchesJson6902", "[{\"op\":\"add\",\"path\":\"/data/a\",\"value\":" + json(0) + "}]");
    }
    ObjectNode answer = question.putObject("api").putObject("*").put("status", 200);
    if (random.nextBoolean()) {
      answer.set("body", tree());
    } else {
      answer.put("raw", json(0));
    }
    return question;
  }
}
