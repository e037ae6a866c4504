package dev.kyverdict.world.batch;

import dev.kyverdict.world.kube.Trees;
import java.util.ArrayList;
import java.util.List;

/** What a run of the pre-warm prints: one JSON line a decision. */
final class Told {

  private final List<String> lines = new ArrayList<>();
  private int errors;

  Told(int errors) {
    this.errors = errors;
  }

  void say(String result, String namespace, String claim, String detail) {
    String clean = detail.replaceAll("\\p{Cntrl}", " ");
    lines.add(
        Trees.object()
            .put("result", result)
            .put("ns", namespace)
            .put("pvc", claim)
            .put("detail", clean)
            .toString());
  }

  void fail(String result, String namespace, String claim, String detail) {
    errors++;
    say("error:" + result, namespace, claim, detail);
  }

  int errors() {
    return errors;
  }

  /** The lines since the last time. */
  List<String> take() {
    List<String> taken = List.copyOf(lines);
    lines.clear();
    return taken;
  }
}
