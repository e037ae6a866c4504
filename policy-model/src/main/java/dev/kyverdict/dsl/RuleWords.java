package dev.kyverdict.dsl;

import dev.kyverdict.model.Action;
import dev.kyverdict.model.Conditions;
import dev.kyverdict.model.ContextEntry;
import dev.kyverdict.model.Generate;
import dev.kyverdict.model.Match;
import dev.kyverdict.model.Mutate;
import dev.kyverdict.model.Rule;
import dev.kyverdict.model.Validate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The two stages of a rule: a name asks for a match; a match may take context and preconditions and
 * needs exactly one action; only an action gives back a {@link Rule}.
 */
public final class RuleWords {

  private RuleWords() {}

  /**
   * A rule that has a name and needs a match.
   *
   * @param name {@code name}
   */
  public record Named(String name) {

    /** {@code match}. */
    public Matched match(Match match) {
      return new Matched(name, match, Match.NONE, List.of(), Optional.empty());
    }
  }

  /**
   * A rule that has a match and needs an action.
   *
   * @param name {@code name}
   * @param match {@code match}
   * @param exclude {@code exclude}
   * @param context {@code context}
   * @param preconditions {@code preconditions}
   */
  public record Matched(
      String name,
      Match match,
      Match exclude,
      List<ContextEntry> context,
      Optional<Conditions> preconditions) {

    /** {@code exclude}. */
    public Matched exclude(Match value) {
      return new Matched(name, match, value, context, preconditions);
    }

    /** {@code context}: an entry sees only the ones before it. */
    public Matched context(ContextEntry... entries) {
      return new Matched(name, match, exclude, List.of(entries), preconditions);
    }

    /** {@code preconditions}. */
    public Matched preconditions(Conditions value) {
      return new Matched(name, match, exclude, context, Optional.of(value));
    }

    /** {@code mutate} with a patch of the admitted object. */
    public Rule mutate(Mutate.Patch patch) {
      return rule(Mutate.of(patch));
    }

    /** {@code mutate}. */
    public Rule mutate(Mutate mutate) {
      return rule(mutate);
    }

    /** {@code generate}. */
    public Rule generate(Generate generate) {
      return rule(generate);
    }

    /** {@code validate}. */
    public Rule validate(Validate validate) {
      return rule(validate);
    }

    /** {@code verifyImages}, as a tree. */
    public Rule verifyImages(JsonNode tree) {
      return rule(new Action.VerifyImages(tree));
    }

    private Rule rule(Action action) {
      return new Rule(
          name,
          match,
          exclude,
          Optional.empty(),
          context,
          preconditions,
          List.of(),
          action,
          true,
          Map.of());
    }
  }
}
