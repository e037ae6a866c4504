package dev.kyverdict.explore;

import dev.kyverdict.world.kube.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * Puts claims that are told apart by nothing but their names into one order, and after them the
 * namespaces whose claims are.
 */
final class Symmetry {

  private static final int NAMESPACE_BITS = 4;

  private final int[][] claims;
  private final int[][] namespaces;
  private final int[][] members;

  private Symmetry(int[][] claims, int[][] namespaces, int[][] members) {
    this.claims = claims;
    this.namespaces = namespaces;
    this.members = members;
  }

  /** Nothing is put into order. */
  static Symmetry none() {
    return new Symmetry(new int[0][], new int[0][], new int[0][]);
  }

  /** Of a world under policies: labels that no policy mentions make no difference. */
  static Symmetry of(SmallWorld world, Policies policies) {
    Map<String, List<Integer>> alike = new TreeMap<>();
    Map<String, List<Integer>> apps = new TreeMap<>();
    int[][] members = new int[world.namespaces().size()][];
    for (int i = 0; i < world.namespaces().size(); i++) {
      List<String> looks = new ArrayList<>();
      List<Integer> own = new ArrayList<>();
      for (int claim = 0; claim < world.claims().size(); claim++) {
        if (world.namespaceOf(claim) == i) {
          String look = look(world.claims().get(claim), policies);
          alike.computeIfAbsent(i + look, it -> new ArrayList<>()).add(claim);
          looks.add(look);
          own.add(claim);
        }
      }
      members[i] = own.stream().mapToInt(it -> it).toArray();
      apps.computeIfAbsent(looks + " " + world.hasBase(i), it -> new ArrayList<>()).add(i);
    }
    return new Symmetry(groups(alike), groups(apps), members);
  }

  private static String look(JsonNode claim, Policies policies) {
    Map<String, String> labels = Trees.texts(Trees.at(claim, "metadata/labels"));
    labels.keySet().removeIf(label -> !policies.mention(label));
    return labels + claim.path("spec").toString() + Trees.at(claim, "metadata/annotations");
  }

  private static int[][] groups(Map<String, List<Integer>> all) {
    return all.values().stream()
        .filter(it -> it.size() > 1)
        .map(it -> it.stream().mapToInt(i -> i).toArray())
        .toArray(int[][]::new);
  }

  /**
   * Puts a state into order.
   *
   * @param order which claim, and behind the claims which namespace, stands at each place; goes
   *     along
   */
  void order(long[] state, int[] order) {
    for (int[] group : claims) {
      for (int i = 1; i < group.length; i++) {
        for (int j = i; j > 0 && state[group[j] + 1] > state[group[j - 1] + 1]; j--) {
          swap(state, order, group[j], group[j - 1]);
        }
      }
    }
    for (int[] group : namespaces) {
      for (int i = 1; i < group.length; i++) {
        for (int j = i; j > 0 && isGreater(state, group[j], group[j - 1]); j--) {
          swapApps(state, order, group[j], group[j - 1]);
        }
      }
    }
  }

  private boolean isGreater(long[] state, int one, int other) {
    int bits = Integer.compare(app(state[0], one), app(state[0], other));
    for (int i = 0; bits == 0 && i < members[one].length; i++) {
      bits = Long.compare(state[members[one][i] + 1], state[members[other][i] + 1]);
    }
    return bits > 0;
  }

  private static int app(long common, int namespace) {
    return (int) (common >>> shift(namespace)) & (1 << NAMESPACE_BITS) - 1;
  }

  private static int shift(int namespace) {
    return Common.wanted(namespace).shift();
  }

  private void swapApps(long[] state, int[] order, int one, int other) {
    long ones = app(state[0], one);
    long others = app(state[0], other);
    long mask = (1L << NAMESPACE_BITS) - 1;
    state[0] &= ~(mask << shift(one) | mask << shift(other));
    state[0] |= others << shift(one) | ones << shift(other);
    int behind = state.length - 1;
    int kept = order[behind + one];
    order[behind + one] = order[behind + other];
    order[behind + other] = kept;
    for (int i = 0; i < members[one].length; i++) {
      swap(state, order, members[one][i], members[other][i]);
    }
  }

  private static void swap(long[] state, int[] order, int one, int other) {
    long word = state[one + 1];
    state[one + 1] = state[other + 1];
    state[other + 1] = word;
    int kept = order[one];
    order[one] = order[other];
    order[other] = kept;
  }
}
