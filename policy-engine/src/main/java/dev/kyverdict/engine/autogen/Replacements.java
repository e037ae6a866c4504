package dev.kyverdict.engine.autogen;

import dev.kyverdict.model.Rule;
import dev.kyverdict.model.Validate;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The search and replace in all texts of a derived rule, keys too; it knows nothing of what the
 * texts mean. In a rule with CEL it also hits texts without {@code request.} before them.
 */
final class Replacements {

  /** For all controllers but CronJob. */
  static final Replacements TEMPLATE = new Replacements("spec.template.");

  /** For CronJobs. */
  static final Replacements JOB_TEMPLATE = new Replacements("spec.jobTemplate.spec.template.");

  private final List<Replacement> plain;
  private final List<Replacement> cel;

  private Replacements(String path) {
    this.plain = of("request.", path);
    this.cel = of("", path);
  }

  private static List<Replacement> of(String prefix, String path) {
    return List.of(
        Replacement.of(prefix + "object.", "spec", path),
        Replacement.of(prefix + "oldObject.", "spec", path),
        Replacement.of(prefix + "object.", "metadata", path),
        Replacement.of(prefix + "oldObject.", "metadata", path));
  }

  Rule apply(Rule rule) {
    boolean isCel =
        rule.action() instanceof Validate validate && validate.check() instanceof Validate.Cel;
    return RuleTexts.map(rule, replaceAll(isCel ? cel : plain));
  }

  private static UnaryOperator<String> replaceAll(List<Replacement> replacements) {
    return text -> {
      String replaced = text;
      for (Replacement replacement : replacements) {
        replaced = replaced.replace(replacement.found(), replacement.put());
      }
      return replaced;
    };
  }

  private record Replacement(String found, String put) {
    static Replacement of(String object, String field, String path) {
      return new Replacement(object + field, object + path + field);
    }
  }
}
