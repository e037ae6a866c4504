package dev.kyverdict.render.tree;

import dev.kyverdict.render.tree.ResourceList.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentEndEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.scanner.ScannerImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.tokens.Token;

/** A kustomization as YAML's own parser sees it, with the places of what we may touch. */
final class KustomizationOutline {

  /** One key of the root mapping: indices of events. */
  record Pair(int key, int value, int end) {}

  private static final int ROOT = 2;
  private static final String RESOURCES = "resources";

  private final String text;
  private final List<Event> events;
  private final List<Token> tokens;
  private final List<Pair> pairs;

  private KustomizationOutline(String text, List<Event> events, List<Token> tokens) {
    this.text = text;
    this.events = events;
    this.tokens = tokens;
    this.pairs = new ArrayList<>();
    if (isMapping()) {
      for (int key = ROOT + 1; events.get(key).getEventId() != Event.ID.MappingEnd; ) {
        int value = after(key);
        pairs.add(new Pair(key, value, after(value)));
        key = after(value);
      }
    }
  }

  /**
   * Reads a text without its byte order mark.
   *
   * @throws org.snakeyaml.engine.v2.exceptions.YamlEngineException if it is not YAML
   */
  static KustomizationOutline read(String text) {
    LoadSettings settings = LoadSettings.builder().setUseMarks(true).build();
    List<Event> events = new ArrayList<>();
    new Parse(settings).parseString(text).forEach(events::add);
    List<Token> tokens = new ArrayList<>();
    new ScannerImpl(settings, new StreamReader(settings, text)).forEachRemaining(tokens::add);
    return new KustomizationOutline(text, events, tokens);
  }

  /** Whether there is nothing but blanks, comments and the mark of a document. */
  boolean isEmpty() {
    return documentLines().isEmpty()
        || (documentLines().size() == 1
            && events.get(ROOT) instanceof ScalarEvent root
            && isBlank(root));
  }

  /** The line that each document starts on, counted from 1. */
  List<Integer> documentLines() {
    return events.stream()
        .filter(event -> event.getEventId() == Event.ID.DocumentStart)
        .map(event -> mark(event).getLine() + 1)
        .toList();
  }

  boolean isMapping() {
    return events.size() > ROOT && events.get(ROOT) instanceof MappingStartEvent;
  }

  boolean isFlow() {
    return events.get(ROOT) instanceof MappingStartEvent root && root.isFlow();
  }

  /** The column that the keys of the root stand in. */
  int column() {
    return mark(events.get(pairs.getFirst().key())).getColumn();
  }

  /** The value of a key of the root as text; empty if it is a list or a mapping. */
  String scalar(Pair pair) {
    return events.get(pair.value()) instanceof ScalarEvent scalar ? scalar.getValue() : "";
  }

  List<Pair> pairs(String key) {
    return pairs.stream()
        .filter(p -> events.get(p.key()) instanceof ScalarEvent s && s.getValue().equals(key))
        .toList();
  }

  /** The line of a key of the root, counted from 1. */
  int line(Pair pair) {
    return mark(events.get(pair.key())).getLine() + 1;
  }

  /** By how much this file indents its lists: as its first list does, else two columns. */
  int listIndentation() {
    return pairs.stream()
        .filter(p -> events.get(p.value()) instanceof SequenceStartEvent s && !s.isFlow())
        .map(p -> mark(events.get(p.value())).getColumn() - column())
        .findFirst()
        .orElse(2);
  }

  /** Where the mark {@code ...} ends the document, or else the end of the text. */
  int documentEnd() {
    return events.stream()
        .filter(e -> e instanceof DocumentEndEvent end && end.isExplicit())
        .map(e -> at(mark(e)))
        .findFirst()
        .orElse(text.length());
  }

  /** The list under {@code resources}; empty if the value is something else than a list. */
  Optional<ResourceList> resources(Pair pair) {
    Event value = events.get(pair.value());
    Optional<Integer> colon =
        tokens(Token.ID.Value, end(events.get(pair.key())), text.length()).stream()
            .findFirst()
            .map(index -> index + 1);
    if (value instanceof ScalarEvent scalar && isBlank(scalar)) {
      return colon.map(at -> blankList(pair, scalar, at));
    }
    return value instanceof SequenceStartEvent list
        ? colon.map(at -> list(pair, list, at))
        : Optional.empty();
  }

  private ResourceList blankList(Pair pair, ScalarEvent value, int colon) {
    return new ResourceList(
        Form.BLANK, List.of(), List.of(), colon, 0, 0, line(pair), oddity(value));
  }

  private ResourceList list(Pair pair, SequenceStartEvent list, int colon) {
    List<ResourceEntry> entries = new ArrayList<>();
    for (int i = pair.value() + 1; i < pair.end() - 1; i = after(i)) {
      entries.add(entry(i));
    }
    int open = end(list);
    int close = start(events.get(pair.end() - 1));
    List<Integer> marks =
        list.isFlow()
            ? tokens(Token.ID.FlowEntry, open, close)
            : tokens(Token.ID.BlockEntry, start(list), close);
    Form form = list.isFlow() ? Form.FLOW : Form.BLOCK;
    return new ResourceList(form, entries, marks, colon, open, close, line(pair), oddity(list));
  }

  /** Everything that the document says but for its resources. */
  List<String> meaningWithoutResources() {
    List<Pair> resources = pairs(RESOURCES);
    List<String> meaning = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      int index = i;
      if (resources.stream().noneMatch(p -> p.key() <= index && index < p.end())) {
        meaning.add(events.get(i).toString());
      }
    }
    return meaning;
  }

  private ResourceEntry entry(int index) {
    Event event = events.get(index);
    String value = scalarAt(index).map(ScalarEvent::getValue).orElse("");
    ScalarStyle style =
        event instanceof ScalarEvent scalar ? scalar.getScalarStyle() : ScalarStyle.PLAIN;
    int line = mark(event).getLine() + 1;
    return new ResourceEntry(value, start(event), end(event), line, style, entryOddity(event));
  }

  private static Optional<String> entryOddity(Event event) {
    if (event instanceof CollectionStartEvent) {
      return Optional.of("is a list or a mapping");
    }
    if (event instanceof ScalarEvent scalar && isBlank(scalar)) {
      return Optional.of("is empty");
    }
    return oddity(event);
  }

  /** The scalar at an event, or the one that an alias stands for. */
  private Optional<ScalarEvent> scalarAt(int index) {
    if (events.get(index) instanceof ScalarEvent scalar) {
      return Optional.of(scalar);
    }
    if (events.get(index) instanceof AliasEvent alias) {
      return events.subList(0, index).reversed().stream()
          .filter(ScalarEvent.class::isInstance)
          .map(ScalarEvent.class::cast)
          .filter(scalar -> scalar.getAnchor().equals(alias.getAnchor()))
          .findFirst();
    }
    return Optional.empty();
  }

  private static Optional<String> oddity(Event event) {
    return switch (event) {
      case AliasEvent alias -> Optional.of("is an alias");
      case NodeEvent node when node.getAnchor().isPresent() -> Optional.of("has an anchor");
      case ScalarEvent scalar when scalar.getTag().isPresent() -> Optional.of("has a tag");
      case ScalarEvent scalar when scalar.isLiteral() || scalar.isFolded() ->
          Optional.of("is a block of text");
      case CollectionStartEvent list when list.getTag().isPresent() -> Optional.of("has a tag");
      default -> Optional.empty();
    };
  }

  private int after(int index) {
    int depth = 0;
    int i = index;
    do {
      depth +=
          switch (events.get(i).getEventId()) {
            case MappingStart, SequenceStart -> 1;
            case MappingEnd, SequenceEnd -> -1;
            default -> 0;
          };
      i++;
    } while (depth > 0);
    return i;
  }

  private List<Integer> tokens(Token.ID id, int from, int to) {
    return tokens.stream()
        .filter(token -> token.getTokenId() == id)
        .map(token -> at(token.getStartMark().orElseThrow()))
        .filter(index -> index >= from && index < to)
        .toList();
  }

  private static boolean isBlank(ScalarEvent scalar) {
    return scalar.isPlain() && scalar.getValue().isEmpty();
  }

  private int start(Event event) {
    return at(mark(event));
  }

  private int end(Event event) {
    return at(event.getEndMark().orElseThrow());
  }

  private static Mark mark(Event event) {
    return event.getStartMark().orElseThrow();
  }

  /** Marks count code points, strings count UTF-16 units. */
  private int at(Mark mark) {
    return text.offsetByCodePoints(0, mark.getIndex());
  }
}
