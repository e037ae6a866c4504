package dev.kyverdict.render.tree;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Edits the {@code resources} of a kustomization in place: the bytes of everything else stay.
 *
 * <p>Places come from YAML's parser, and each edit is read again: if it changed the meaning of
 * anything but its own entry, it is refused.
 */
final class KustomizationEditor {

  private static final String FRESH =
      "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n";
  private static final String BYTE_ORDER_MARK = "\uFEFF";
  private static final String RESOURCES = "resources";

  private final KustomizationEdit edit;
  private final KustomizationComplaints complaints;

  private KustomizationEditor(KustomizationEdit edit) {
    this.edit = edit;
    this.complaints = new KustomizationComplaints(edit);
  }

  /**
   * Makes the edit.
   *
   * @param before the file as it is; empty if there is none
   */
  static EditOutcome edit(KustomizationEdit edit, Optional<FileContent> before) {
    return new KustomizationEditor(edit).editBytes(before);
  }

  private EditOutcome editBytes(Optional<FileContent> before) {
    Optional<String> decoded = before.isEmpty() ? Optional.of("") : decoded(before.get());
    if (decoded.isEmpty()) {
      return refused(complaints.notUtf8());
    }
    String mark = decoded.get().startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : "";
    String text = decoded.get().substring(mark.length());
    if (edit.have().isEmpty() && edit.drop().stream().noneMatch(e -> isMentioned(text, e))) {
      return new EditOutcome.AsWanted(Optional.empty());
    }
    try {
      return editText(mark, text);
    } catch (YamlEngineException failure) {
      return notYaml(text, failure);
    }
  }

  private static boolean isMentioned(String text, String entry) {
    return text.contains(TreePath.name(TreePath.normalized(entry)));
  }

  private EditOutcome editText(String mark, String text) {
    KustomizationOutline outline = KustomizationOutline.read(text);
    if (!outline.isEmpty()) {
      Optional<TreeProblem> unfit = complaints.document(outline);
      if (unfit.isPresent()) {
        return refused(unfit.get());
      }
      List<KustomizationOutline.Pair> pairs = outline.pairs(RESOURCES);
      if (!pairs.isEmpty()) {
        int line = outline.line(pairs.getFirst());
        return outline
            .resources(pairs.getFirst())
            .map(list -> editList(mark, text, list))
            .orElseGet(() -> refused(complaints.notAList(line)));
      }
    }
    if (edit.have().isEmpty()) {
      return new EditOutcome.AsWanted(Optional.empty());
    }
    if (!outline.isEmpty() && outline.isFlow()) {
      return refused(complaints.braces());
    }
    return checked(mark, text, List.of(), withSection(text, outline));
  }

  private EditOutcome editList(String mark, String text, ResourceList list) {
    boolean asWanted =
        edit.have().stream().allMatch(list::has) && edit.drop().stream().noneMatch(list::has);
    if (asWanted) {
      return new EditOutcome.AsWanted(Optional.empty());
    }
    Optional<TreeProblem> unsafe = complaints.list(text, list);
    return unsafe.isPresent() ? refused(unsafe.get()) : checked(mark, text, list.values(), text);
  }

  /** Adds and removes one entry after the other, and looks at what has become of the file. */
  private EditOutcome checked(String mark, String before, List<String> values, String start) {
    try {
      return edited(mark, before, values, start);
    } catch (YamlEngineException broken) {
      return refused(complaints.notEditable());
    }
  }

  private EditOutcome edited(String mark, String before, List<String> values, String start) {
    String text = start;
    List<String> expected = new ArrayList<>(values);
    for (String entry : edit.have()) {
      if (expected.stream().noneMatch(value -> isSame(value, entry))) {
        text = withEntry(text, entry);
        expected.add(entry);
      }
    }
    for (String entry : edit.drop()) {
      text = withoutEntry(text, entry);
      expected.removeIf(value -> isSame(value, entry));
    }
    return isAsIntended(before, text, expected)
        ? new EditOutcome.Edited(FileContent.of(mark + text))
        : refused(complaints.notEditable());
  }

  private static boolean isSame(String value, String entry) {
    return TreePath.normalized(value).equals(TreePath.normalized(entry));
  }

  private static String withEntry(String text, String entry) {
    KustomizationOutline outline = KustomizationOutline.read(text);
    ResourceList list = list(outline);
    return TextEdit.apply(
        text,
        switch (list.form()) {
          case BLANK -> BlockListEdits.addFirst(text, list, indentation(outline), entry);
          case BLOCK -> BlockListEdits.add(text, list, entry);
          case FLOW -> FlowListEdits.add(text, list, entry);
        });
  }

  private static String withoutEntry(String text, String entry) {
    String result = text;
    while (true) {
      ResourceList list = list(KustomizationOutline.read(result));
      List<Integer> positions = list.positionsOf(entry);
      if (positions.isEmpty()) {
        return result;
      }
      result =
          TextEdit.apply(
              result,
              list.form() == ResourceList.Form.FLOW
                  ? FlowListEdits.remove(result, list, positions.getLast())
                  : BlockListEdits.remove(result, list, positions.getLast()));
    }
  }

  private static ResourceList list(KustomizationOutline outline) {
    return outline.pairs(RESOURCES).stream()
        .flatMap(pair -> outline.resources(pair).stream())
        .findFirst()
        .orElseThrow(() -> new YamlEngineException("the list is gone"));
  }

  private static String indentation(KustomizationOutline outline) {
    return " ".repeat(outline.column() + outline.listIndentation());
  }

  /** The text with a bare {@code resources:} at its end, of a new kustomization if need be. */
  private static String withSection(String text, KustomizationOutline outline) {
    String lineBreak = TextLines.breakNear(text, 0);
    int at = outline.isEmpty() ? text.length() : outline.documentEnd();
    boolean startsLine = TextLines.start(text, at) == at;
    boolean endsText = at == text.length() && !startsLine;
    String section =
        outline.isEmpty()
            ? (FRESH + RESOURCES + ":").replace("\n", lineBreak)
            : " ".repeat(outline.column()) + RESOURCES + ":";
    boolean breakMissing = endsText && !outline.isEmpty();
    return text.substring(0, at)
        + (startsLine ? "" : lineBreak)
        + section
        + (breakMissing ? "" : lineBreak)
        + text.substring(at);
  }

  private static boolean isAsIntended(String before, String after, List<String> expected) {
    KustomizationOutline then = KustomizationOutline.read(before);
    KustomizationOutline now = KustomizationOutline.read(after);
    List<String> meaning =
        then.isEmpty()
            ? KustomizationOutline.read(explicitLike(then, FRESH)).meaningWithoutResources()
            : then.meaningWithoutResources();
    return now.documentLines().size() == 1
        && now.meaningWithoutResources().equals(meaning)
        && list(now).values().equals(expected);
  }

  private static String explicitLike(KustomizationOutline outline, String text) {
    return outline.documentLines().size() == 1 ? "---\n" + text : text;
  }

  private EditOutcome notYaml(String text, YamlEngineException failure) {
    if (KustomizationComplaints.isTemplated(text) && isWantedByItsLines(text)) {
      return new EditOutcome.AsWanted(
          Optional.of(
              edit.path()
                  + ": a template; judged by its lines, the resources are as they should be"));
    }
    return refused(complaints.unreadable(text, failure));
  }

  /** A template cannot be read; whoever edited it by hand must still be able to go on. */
  private boolean isWantedByItsLines(String text) {
    List<String> lines =
        text.lines().map(String::strip).filter(line -> line.startsWith("- ")).toList();
    List<String> entries =
        lines.stream()
            .map(line -> line.substring(2).replaceFirst("\\s+#.*$", "").strip())
            .map(value -> value.replaceFirst("^([\"'])(.*)\\1$", "$2"))
            .map(TreePath::normalized)
            .toList();
    return edit.have().stream().map(TreePath::normalized).allMatch(entries::contains)
        && edit.drop().stream().map(TreePath::normalized).noneMatch(entries::contains);
  }

  private static EditOutcome refused(TreeProblem problem) {
    return new EditOutcome.Refused(List.of(problem));
  }

  private static Optional<String> decoded(FileContent content) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content.bytes())).toString());
    } catch (CharacterCodingException notUtf8) {
      return Optional.empty();
    }
  }
}
