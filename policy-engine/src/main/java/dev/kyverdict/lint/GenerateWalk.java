package dev.kyverdict.lint;

import dev.kyverdict.lint.RuleView.Generated;
import dev.kyverdict.model.Generate;
import dev.kyverdict.model.Generate.Clone;
import dev.kyverdict.model.Generate.CloneList;
import dev.kyverdict.model.Generate.Data;
import dev.kyverdict.model.Generate.ForEach;
import dev.kyverdict.model.Generate.ForEachSource;
import dev.kyverdict.model.Generate.NoSource;
import dev.kyverdict.model.Generate.Source;
import dev.kyverdict.model.Generate.Target;

/** Walks through {@code generate}. */
record GenerateWalk(RuleWalk walk) {

  void walk(Generate generate, String pointer, Scope scope) {
    object(generate.target(), generate.source(), pointer, scope);
  }

  private void object(Target target, Source source, String pointer, Scope scope) {
    if (source instanceof ForEachSource loops) {
      for (int i = 0; i < loops.loops().size(); i++) {
        loop(loops.loops().get(i), Pointers.element(pointer + "/foreach", i), scope);
      }
      return;
    }
    walk.generated(new Generated(target, source, scope.loops() > 0), pointer, scope);
    walk.text(target.apiVersion(), pointer + "/apiVersion", Use.GENERATED, scope);
    walk.text(target.kind(), pointer + "/kind", Use.GENERATED, scope);
    walk.text(target.namespace(), pointer + "/namespace", Use.GENERATED, scope);
    walk.text(target.name(), pointer + "/name", Use.GENERATED, scope);
    walk.text(target.uid(), pointer + "/uid", Use.GENERATED, scope);
    source(source, pointer, scope);
  }

  private void source(Source source, String pointer, Scope scope) {
    switch (source) {
      case Data data -> walk.tree(data.tree(), pointer + "/data", Use.GENERATED, scope);
      case Clone clone -> {
        walk.text(clone.namespace(), pointer + "/clone/namespace", Use.GENERATED, scope);
        walk.text(clone.name(), pointer + "/clone/name", Use.GENERATED, scope);
      }
      case CloneList list ->
          walk.text(list.namespace(), pointer + "/cloneList/namespace", Use.GENERATED, scope);
      case ForEachSource loops -> {}
      case NoSource nothing -> {}
    }
  }

  private void loop(ForEach loop, String pointer, Scope outer) {
    walk.expression(loop.list(), pointer + "/list", Use.LIST, outer);
    Scope scope = walk.context(loop.context(), pointer + "/context", outer.inLoop());
    loop.preconditions()
        .ifPresent(block -> walk.block(block, pointer + "/preconditions", Use.PRECONDITION, scope));
    object(loop.target(), loop.source(), pointer, scope);
  }
}
