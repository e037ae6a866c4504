package dev.kyverdict.lint;

import dev.kyverdict.model.Mutate;
import dev.kyverdict.model.Mutate.ForEach;
import dev.kyverdict.model.Mutate.ForEachPatch;
import dev.kyverdict.model.Mutate.JsonPatch;
import dev.kyverdict.model.Mutate.NoPatch;
import dev.kyverdict.model.Mutate.Patch;
import dev.kyverdict.model.Mutate.StrategicMerge;
import dev.kyverdict.model.Mutate.Target;

/** Walks through {@code mutate}. */
record MutateWalk(RuleWalk walk) {

  void walk(Mutate mutate, String pointer, Scope outer) {
    Scope scope = outer;
    for (int i = 0; i < mutate.targets().size(); i++) {
      scope = target(mutate.targets().get(i), Pointers.element(pointer + "/targets", i), scope);
    }
    patch(mutate.patch(), pointer, scope);
  }

  /** The patch sees the entries of every target: lint does not tell apart which one is patched. */
  private Scope target(Target target, String pointer, Scope outer) {
    walk.text(target.apiVersion(), pointer + "/apiVersion", Use.TARGET, outer);
    walk.text(target.kind(), pointer + "/kind", Use.TARGET, outer);
    walk.text(target.namespace(), pointer + "/namespace", Use.TARGET, outer);
    walk.text(target.name(), pointer + "/name", Use.TARGET, outer);
    walk.text(target.uid(), pointer + "/uid", Use.TARGET, outer);
    target
        .selector()
        .ifPresent(
            selector ->
                selector
                    .matchLabels()
                    .forEach(
                        (key, value) ->
                            walk.text(
                                value,
                                Pointers.member(pointer + "/selector/matchLabels", key),
                                Use.TARGET,
                                outer)));
    Scope scope = walk.context(target.context(), pointer + "/context", outer.ofTarget());
    target
        .preconditions()
        .ifPresent(block -> walk.block(block, pointer + "/preconditions", Use.PRECONDITION, scope));
    return scope;
  }

  private void patch(Patch patch, String pointer, Scope scope) {
    switch (patch) {
      case StrategicMerge merge -> {
        walk.patch(merge, pointer + "/patchStrategicMerge", scope);
        walk.tree(merge.tree(), pointer + "/patchStrategicMerge", Use.PATCH, scope);
      }
      case JsonPatch operations -> {
        walk.patch(operations, pointer + "/patchesJson6902", scope);
        walk.text(operations.text(), pointer + "/patchesJson6902", Use.PATCH, scope);
      }
      case ForEachPatch loops -> {
        for (int i = 0; i < loops.loops().size(); i++) {
          loop(loops.loops().get(i), Pointers.element(pointer + "/foreach", i), scope);
        }
      }
      case NoPatch nothing -> {}
    }
  }

  private void loop(ForEach loop, String pointer, Scope outer) {
    walk.expression(loop.list(), pointer + "/list", Use.LIST, outer);
    Scope scope = walk.context(loop.context(), pointer + "/context", outer.inLoop());
    loop.preconditions()
        .ifPresent(block -> walk.block(block, pointer + "/preconditions", Use.PRECONDITION, scope));
    patch(loop.patch(), pointer, scope);
  }
}
