package dev.kyverdict.render;

import dev.kyverdict.model.Validate;
import dev.kyverdict.model.Validate.AnyPattern;
import dev.kyverdict.model.Validate.Assert;
import dev.kyverdict.model.Validate.Cel;
import dev.kyverdict.model.Validate.Check;
import dev.kyverdict.model.Validate.Deny;
import dev.kyverdict.model.Validate.FailureAction;
import dev.kyverdict.model.Validate.ForEach;
import dev.kyverdict.model.Validate.ForEachCheck;
import dev.kyverdict.model.Validate.Manifests;
import dev.kyverdict.model.Validate.NoCheck;
import dev.kyverdict.model.Validate.Pattern;
import dev.kyverdict.model.Validate.PodSecurity;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** {@code validate}. */
final class ValidateCodec {

  private ValidateCodec() {}

  static ObjectNode write(Validate validate) {
    return new Mapping()
        .text("failureAction", validate.failureAction())
        .list("failureActionOverrides", validate.failureActionOverrides(), OverrideCodec::write)
        .flag("allowExistingViolations", validate.allowExistingViolations())
        .text("message", validate.message())
        .all(write(validate.check()))
        .node();
  }

  static Validate read(Fields fields) {
    return new Validate(
        fields.oneOf("failureAction", List.of(FailureAction.values())),
        fields.list("failureActionOverrides", OverrideCodec::read),
        fields.flag("allowExistingViolations", true),
        fields.said("message"),
        check(fields));
  }

  private static ObjectNode write(Check check) {
    Mapping mapping = new Mapping();
    return switch (check) {
      case NoCheck none -> mapping.node();
      case Pattern pattern -> mapping.tree("pattern", Optional.of(pattern.tree())).node();
      case AnyPattern patterns -> mapping.tree("anyPattern", Optional.of(patterns.tree())).node();
      case Deny deny -> mapping.tree("deny", Optional.of(write(deny))).node();
      case ForEachCheck loops ->
          mapping
              .tree("foreach", Optional.of(Mapping.array(loops.loops(), ValidateCodec::write)))
              .node();
      case PodSecurity pods ->
          mapping.tree("podSecurity", Optional.of(PodSecurityCodec.write(pods))).node();
      case Cel cel -> mapping.tree("cel", Optional.of(CelCodec.write(cel))).node();
      case Manifests manifests ->
          mapping.tree("manifests", Optional.of(Defaults.manifests(manifests.tree()))).node();
      case Assert tree -> mapping.tree("assert", Optional.of(tree.tree())).node();
    };
  }

  private static Check check(Fields fields) {
    List<Check> checks =
        Stream.concat(
                forEachChecks(fields, false),
                Stream.of(
                    fields.object("podSecurity", PodSecurityCodec::read).<Check>map(pods -> pods),
                    fields.object("cel", CelCodec::read).<Check>map(cel -> cel),
                    fields
                        .mapping("manifests")
                        .<Check>map(tree -> new Manifests(Defaults.manifests(tree)))))
            .flatMap(Optional::stream)
            .toList();
    if (checks.isEmpty()) {
      return fields.tree("assert").<Check>map(Assert::new).orElseGet(NoCheck::new);
    }
    fields.drop("assert", "no-effect", "has had no effect since Kyverno 1.19", "remove it");
    return only(fields, checks);
  }

  /** The checks that a foreach may make, too. */
  private static Stream<Optional<Check>> forEachChecks(Fields fields, boolean nested) {
    return Stream.of(
        fields.tree("pattern").map(Pattern::new),
        fields.tree("anyPattern").map(AnyPattern::new),
        fields.object("deny", ValidateCodec::deny).map(deny -> deny),
        fields
            .value("foreach")
            .map(value -> nested ? value.inAnyCase() : value)
            .map(value -> new ForEachCheck(value.list(ValidateCodec::forEach))));
  }

  private static Check only(Fields fields, List<Check> checks) {
    if (checks.size() > 1) {
      fields.error("two-checks", "has more than one check", "keep one, or write a rule for each");
    }
    return checks.isEmpty() ? new NoCheck() : checks.getFirst();
  }

  private static ObjectNode write(Deny deny) {
    return new Mapping().object("conditions", deny.conditions(), ConditionsCodec::write).node();
  }

  private static Deny deny(Fields fields) {
    return new Deny(ConditionsCodec.read(fields, "conditions"));
  }

  private static ObjectNode write(ForEach loop) {
    return new Mapping()
        .said("list", loop.list())
        .flag("elementScope", loop.elementScope())
        .list("context", loop.context(), ContextCodec::write)
        .object("preconditions", loop.preconditions(), ConditionsCodec::write)
        .all(write(loop.check()))
        .node();
  }

  private static ForEach forEach(Fields fields) {
    return new ForEach(
        fields.text("list").orElse(""),
        fields.flag("elementScope"),
        ContextCodec.read(fields),
        ConditionsCodec.readForEach(fields),
        only(fields, forEachChecks(fields, true).flatMap(Optional::stream).toList()));
  }
}
