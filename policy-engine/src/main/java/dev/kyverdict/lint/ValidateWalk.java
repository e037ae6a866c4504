package dev.kyverdict.lint;

import dev.kyverdict.model.Validate;
import dev.kyverdict.model.Validate.AnyPattern;
import dev.kyverdict.model.Validate.Assert;
import dev.kyverdict.model.Validate.Cel;
import dev.kyverdict.model.Validate.Check;
import dev.kyverdict.model.Validate.Deny;
import dev.kyverdict.model.Validate.ForEach;
import dev.kyverdict.model.Validate.ForEachCheck;
import dev.kyverdict.model.Validate.Manifests;
import dev.kyverdict.model.Validate.NoCheck;
import dev.kyverdict.model.Validate.Pattern;
import dev.kyverdict.model.Validate.PodSecurity;

/** Walks through {@code validate}. */
record ValidateWalk(RuleWalk walk) {

  void walk(Validate validate, String pointer, Scope scope) {
    walk.text(validate.message(), pointer + "/message", Use.MESSAGE, scope);
    check(validate.check(), pointer, scope);
  }

  private void check(Check check, String pointer, Scope scope) {
    switch (check) {
      case Pattern pattern -> walk.tree(pattern.tree(), pointer + "/pattern", Use.PATTERN, scope);
      case AnyPattern patterns ->
          walk.tree(patterns.tree(), pointer + "/anyPattern", Use.PATTERN, scope);
      case Deny deny ->
          deny.conditions()
              .ifPresent(block -> walk.block(block, pointer + "/deny/conditions", Use.DENY, scope));
      case ForEachCheck loops -> {
        for (int i = 0; i < loops.loops().size(); i++) {
          loop(loops.loops().get(i), Pointers.element(pointer + "/foreach", i), scope);
        }
      }
      case Manifests manifests ->
          walk.tree(manifests.tree(), pointer + "/manifests", Use.OPAQUE, scope);
      case Assert tree -> walk.tree(tree.tree(), pointer + "/assert", Use.OPAQUE, scope);
      case PodSecurity standards -> {}
      case Cel expressions -> {}
      case NoCheck nothing -> {}
    }
  }

  private void loop(ForEach loop, String pointer, Scope outer) {
    walk.expression(loop.list(), pointer + "/list", Use.LIST, outer);
    Scope scope = walk.context(loop.context(), pointer + "/context", outer.inLoop());
    loop.preconditions()
        .ifPresent(
            block ->
                walk.block(block, pointer + "/preconditions", Use.LENIENT_PRECONDITION, scope));
    check(loop.check(), pointer, scope);
  }
}
