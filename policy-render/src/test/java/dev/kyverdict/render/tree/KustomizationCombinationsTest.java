package dev.kyverdict.render.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Every kustomization of the corpus, with every subset of its entries dropped and some added. */
class KustomizationCombinationsTest {

  private static final List<List<String>> ADDITIONS =
      List.of(List.of(), List.of("new-1.yaml"), List.of("new-1.yaml", "../new-2", "12"));

  @ParameterizedTest
  @MethodSource("dev.kyverdict.render.tree.KustomizationCase#edited")
  void each_combination_changes_its_entries_and_nothing_else(KustomizationCase example) {
    String before = example.before().map(FileContent::text).orElse("");
    for (KustomizationEdit edit : edits(before)) {
      EditOutcome outcome = KustomizationEditor.edit(edit, Optional.of(FileContent.of(before)));

      assertThat(outcome).as("%s", edit).isInstanceOf(EditOutcome.Edited.class);
      String after = ((EditOutcome.Edited) outcome).content().text();
      assertThat(meaning(after)).as("%s\n%s", edit, after).isEqualTo(wanted(before, edit));
      assertThat(after.endsWith("\n")).isEqualTo(before.endsWith("\n") || isBare(before));
      assertThat(lineBreaks(before).isEmpty() ? lineBreaks(after) : lineBreaks(before))
          .containsAll(lineBreaks(after));
      assertThat(rest(after, edit)).as("%s\n%s", edit, after).isEqualTo(rest(before, edit));
      assertThat(KustomizationEditor.edit(edit, Optional.of(FileContent.of(after))))
          .isEqualTo(new EditOutcome.AsWanted(Optional.empty()));
    }
  }

  @Test
  void there_are_many_combinations() {
    long edits =
        KustomizationCase.edited()
            .map(example -> example.before().map(FileContent::text).orElse(""))
            .mapToLong(before -> edits(before).size())
            .sum();

    assertThat(edits).isGreaterThan(700);
  }

  private static List<KustomizationEdit> edits(String before) {
    List<String> present =
        resources(meaning(before)).stream().map(TreePath::normalized).distinct().toList();
    return IntStream.range(0, 1 << present.size())
        .mapToObj(Integer::valueOf)
        .flatMap(subset -> ADDITIONS.stream().map(have -> edit(have, subset(present, subset))))
        .filter(edit -> !edit.have().isEmpty() || !edit.drop().isEmpty())
        .toList();
  }

  private static KustomizationEdit edit(List<String> have, List<String> drop) {
    return new KustomizationEdit("kustomization.yaml", have, drop);
  }

  private static List<String> subset(List<String> all, int bits) {
    return IntStream.range(0, all.size())
        .filter(i -> (bits & (1 << i)) != 0)
        .mapToObj(all::get)
        .toList();
  }

  private static Map<Object, Object> wanted(String before, KustomizationEdit edit) {
    Map<Object, Object> wanted = meaning(before);
    if (wanted.isEmpty()) {
      wanted.put("apiVersion", "kustomize.config.k8s.io/v1beta1");
      wanted.put("kind", "Kustomization");
    }
    List<String> entries = new ArrayList<>(resources(wanted));
    entries.removeIf(entry -> edit.drop().contains(TreePath.normalized(entry)));
    entries.addAll(edit.have());
    wanted.put("resources", entries);
    return wanted;
  }

  private static Map<Object, Object> meaning(String text) {
    Object loaded =
        new Load(LoadSettings.builder().build())
            .loadFromString(text.startsWith("\uFEFF") ? text.substring(1) : text);
    return loaded instanceof Map<?, ?> map ? new HashMap<>(map) : new HashMap<>();
  }

  private static List<String> resources(Map<Object, Object> kustomization) {
    return kustomization.get("resources") instanceof List<?> entries
        ? entries.stream().map(String::valueOf).toList()
        : List.of();
  }

  private static Set<String> lineBreaks(String text) {
    Set<String> breaks = new HashSet<>();
    Matcher matcher = Pattern.compile("\r\n|\n").matcher(text);
    while (matcher.find()) {
      breaks.add(matcher.group());
    }
    return breaks;
  }

  private static boolean isBare(String text) {
    return text.lines().allMatch(line -> line.isBlank() || line.startsWith("#"));
  }

  /**
   * The letters of everything but the entries, and but the lines that leave with an entry: what is
   * written between entries may change, what is written about anything else may not.
   */
  private static String rest(String text, KustomizationEdit edit) {
    String kept =
        String.join(
            "\n",
            text.lines()
                .filter(line -> edit.drop().stream().noneMatch(drop -> isEntryLine(line, drop)))
                .toList());
    List<String> entries =
        Stream.of(edit.have().stream(), edit.drop().stream(), Stream.of("resources"))
            .flatMap(names -> names)
            .toList();
    for (String entry : entries) {
      kept = kept.replace(entry, " ");
    }
    return kept.replace("apiVersion: kustomize.config.k8s.io/v1beta1", "")
        .replace("kind: Kustomization", "")
        .replaceAll("[\\s\\[\\],\"':./-]", "");
  }

  private static boolean isEntryLine(String line, String entry) {
    String bare = line.strip().replaceFirst("^-\\s*", "").replaceFirst("^[\"']?(\\./)?", "");
    return bare.matches(Pattern.quote(entry) + "[\"']?\\s*,?\\s*#.*");
  }
}
