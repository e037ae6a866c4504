package dev.kyverdict.cluster.types;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A unified diff with three lines of context and no header, found by longest matching blocks as
 * Python's difflib and {@code pmezard/go-difflib} do.
 */
final class TextDiff {

  private static final int CONTEXT = 3;

  private final List<String> before;
  private final List<String> after;
  private final Map<String, List<Integer>> places = new HashMap<>();
  private final List<Block> blocks = new ArrayList<>();

  private TextDiff(List<String> before, List<String> after) {
    this.before = before;
    this.after = after;
    for (int i = 0; i < after.size(); i++) {
      places.computeIfAbsent(after.get(i), line -> new ArrayList<>()).add(i);
    }
  }

  /** Equal lines, from here and there on. */
  private record Block(int before, int after, int size) {}

  /** A change, or lines that stay. */
  private record Step(boolean equal, int fromBefore, int toBefore, int fromAfter, int toAfter) {}

  static String of(List<String> before, List<String> after) {
    TextDiff diff = new TextDiff(before, after);
    diff.match(0, before.size(), 0, after.size());
    StringBuilder out = new StringBuilder();
    for (List<Step> group : grouped(diff.steps())) {
      diff.write(group, out);
    }
    return out.toString();
  }

  private void match(int fromBefore, int toBefore, int fromAfter, int toAfter) {
    Block longest = longest(fromBefore, toBefore, fromAfter, toAfter);
    if (longest.size() > 0) {
      match(fromBefore, longest.before(), fromAfter, longest.after());
      blocks.add(longest);
      match(longest.before() + longest.size(), toBefore, longest.after() + longest.size(), toAfter);
    }
  }

  private Block longest(int fromBefore, int toBefore, int fromAfter, int toAfter) {
    Block best = new Block(fromBefore, fromAfter, 0);
    Map<Integer, Integer> lengths = new HashMap<>();
    for (int i = fromBefore; i < toBefore; i++) {
      Map<Integer, Integer> next = new HashMap<>();
      for (int j : places.getOrDefault(before.get(i), List.of())) {
        if (j >= fromAfter && j < toAfter) {
          int length = lengths.getOrDefault(j - 1, 0) + 1;
          next.put(j, length);
          if (length > best.size()) {
            best = new Block(i - length + 1, j - length + 1, length);
          }
        }
      }
      lengths = next;
    }
    return best;
  }

  private List<Step> steps() {
    List<Step> steps = new ArrayList<>();
    int i = 0;
    int j = 0;
    blocks.add(new Block(before.size(), after.size(), 0));
    for (Block block : blocks) {
      if (i < block.before() || j < block.after()) {
        steps.add(new Step(false, i, block.before(), j, block.after()));
      }
      i = block.before() + block.size();
      j = block.after() + block.size();
      if (block.size() > 0) {
        steps.add(new Step(true, block.before(), i, block.after(), j));
      }
    }
    return joined(steps);
  }

  /** Neighbouring blocks of equal lines are one. */
  private static List<Step> joined(List<Step> steps) {
    List<Step> joined = new ArrayList<>();
    for (Step step : steps) {
      if (step.equal() && !joined.isEmpty() && joined.getLast().equal()) {
        Step last = joined.removeLast();
        joined.add(
            new Step(true, last.fromBefore(), step.toBefore(), last.fromAfter(), step.toAfter()));
      } else {
        joined.add(step);
      }
    }
    return joined;
  }

  private static List<List<Step>> grouped(List<Step> steps) {
    List<List<Step>> groups = new ArrayList<>();
    List<Step> group = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      boolean first = i == 0;
      boolean last = i == steps.size() - 1;
      int lines = step.toBefore() - step.fromBefore();
      if (!step.equal()) {
        group.add(step);
      } else if (!first && !last && lines > 2 * CONTEXT) {
        group.add(head(step));
        groups.add(group);
        group = new ArrayList<>(List.of(tail(step)));
      } else {
        group.add(first ? tail(step) : last ? head(step) : step);
      }
    }
    groups.add(group);
    return groups.stream().filter(it -> it.stream().anyMatch(step -> !step.equal())).toList();
  }

  private static Step head(Step step) {
    int lines = Math.min(CONTEXT, step.toBefore() - step.fromBefore());
    return new Step(
        true,
        step.fromBefore(),
        step.fromBefore() + lines,
        step.fromAfter(),
        step.fromAfter() + lines);
  }

  private static Step tail(Step step) {
    int lines = Math.min(CONTEXT, step.toBefore() - step.fromBefore());
    return new Step(
        true, step.toBefore() - lines, step.toBefore(), step.toAfter() - lines, step.toAfter());
  }

  private void write(List<Step> group, StringBuilder out) {
    Step first = group.getFirst();
    Step last = group.getLast();
    out.append("@@ -").append(range(first.fromBefore(), last.toBefore()));
    out.append(" +").append(range(first.fromAfter(), last.toAfter())).append(" @@\n");
    for (Step step : group) {
      for (String line : before.subList(step.fromBefore(), step.toBefore())) {
        out.append(step.equal() ? ' ' : '-').append(line).append('\n');
      }
      if (!step.equal()) {
        for (String line : after.subList(step.fromAfter(), step.toAfter())) {
          out.append('+').append(line).append('\n');
        }
      }
    }
  }

  private static String range(int from, int to) {
    int length = to - from;
    if (length == 1) {
      return String.valueOf(from + 1);
    }
    return (length == 0 ? from : from + 1) + "," + length;
  }
}
