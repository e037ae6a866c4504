package dev.kyverdict.yaml;

import dev.kyverdict.yaml.YamlNode.AliasNode;
import dev.kyverdict.yaml.YamlNode.Entry;
import dev.kyverdict.yaml.YamlNode.MappingNode;
import dev.kyverdict.yaml.YamlNode.ScalarNode;
import dev.kyverdict.yaml.YamlNode.SequenceNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.Anchor;
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
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** From text to nodes: snakeyaml-engine's events, composed without recursion surprises. */
final class NodeParser {

  /** Deeper than any manifest, shallow enough for a stack of half the usual size. */
  static final int MAX_DEPTH = 500;

  private final SourceText source;
  private final DialectGuard guard;
  private final ParserImpl events;
  private final Map<String, YamlNode> anchors = new HashMap<>();
  private Place last;
  private OptionalInt refusedTab = OptionalInt.empty();
  private int end;
  private int depth;
  private int flowDepth;

  NodeParser(SourceText source) {
    this.source = source;
    this.guard = new DialectGuard(source);
    this.last = source.place(0, 0);
    LoadSettings settings =
        LoadSettings.builder().setCodePointLimit(Integer.MAX_VALUE).setBufferSize(8192).build();
    this.events = new ParserImpl(settings, new StreamReader(settings, source.text()));
  }

  /** The documents of the text that are not empty. */
  List<YamlNode> documents() {
    List<YamlNode> documents = new ArrayList<>();
    next();
    for (int number = 0; next().getEventId() == Event.ID.DocumentStart; number++) {
      anchors.clear();
      Event root = next();
      YamlNode node = node(root);
      boolean endMarker = ((DocumentEndEvent) next()).isExplicit();
      if (!isAbsent(root)) {
        documents.add(node);
      } else if (endMarker && number > 0) {
        throw source.problem(last, "Kyverno refuses '...' without a document", "remove it");
      }
    }
    return documents;
  }

  private YamlNode node(Event event) {
    return switch (event) {
      case ScalarEvent scalar -> anchored(scalar, scalar(scalar));
      case AliasEvent alias -> alias(alias);
      case SequenceStartEvent start -> sequence(start);
      case MappingStartEvent start -> mapping(start);
      default -> throw new IllegalStateException("not a node: " + event);
    };
  }

  private ScalarNode scalar(ScalarEvent event) {
    event.getTag().ifPresent(tag -> guard.checkTag(event.getStartMark(), place(event)));
    guard.check(event, flowDepth > 0, place(event));
    boolean plain = event.getScalarStyle() == ScalarStyle.PLAIN;
    return new ScalarNode(event.getValue(), event.getTag(), plain, place(event));
  }

  private static boolean isAbsent(Event event) {
    return event instanceof ScalarEvent scalar
        && scalar.getScalarStyle() == ScalarStyle.PLAIN
        && scalar.getValue().isEmpty()
        && scalar.getTag().isEmpty()
        && scalar.getAnchor().isEmpty();
  }

  private YamlNode alias(AliasEvent event) {
    String name = event.getAlias().getValue();
    guard.checkAnchor(name, place(event));
    return Optional.ofNullable(anchors.get(name))
        .<YamlNode>map(target -> new AliasNode(name, target, place(event)))
        .orElseThrow(
            () ->
                source.problem(
                    place(event),
                    "alias '*" + name + "' has no anchor before it in this document",
                    "write '&" + name + "' at an earlier value, or quote the '*'"));
  }

  private YamlNode sequence(SequenceStartEvent start) {
    List<YamlNode> items = new ArrayList<>();
    YamlNode sequence = anchored(start, new SequenceNode(items, place(start)));
    enter(start);
    for (Event event = next(); event.getEventId() != Event.ID.SequenceEnd; event = next()) {
      items.add(node(event));
    }
    leave();
    return sequence;
  }

  private YamlNode mapping(MappingStartEvent start) {
    List<Entry> entries = new ArrayList<>();
    YamlNode mapping = anchored(start, new MappingNode(entries, place(start)));
    enter(start);
    for (Event event = next(); event.getEventId() != Event.ID.MappingEnd; event = next()) {
      YamlNode key = node(event);
      int keyEnd = end;
      Event value = next();
      if (!isAbsent(value)) {
        guard.checkColon(keyEnd, value);
      }
      entries.add(new Entry(key, node(value)));
    }
    leave();
    return mapping;
  }

  private void enter(CollectionStartEvent start) {
    depth++;
    flowDepth = start.isFlow() ? flowDepth + 1 : 0;
    if (depth > MAX_DEPTH) {
      throw source.problem(
          place(start), "more than " + MAX_DEPTH + " levels of nesting", "nest less deeply");
    }
  }

  private void leave() {
    depth--;
    flowDepth = Math.max(0, flowDepth - 1);
  }

  private YamlNode anchored(NodeEvent event, YamlNode node) {
    Optional<String> anchor = event.getAnchor().map(Anchor::getValue);
    anchor.ifPresent(name -> guard.checkAnchor(name, place(event)));
    anchor.ifPresent(name -> anchors.put(name, node));
    return node;
  }

  private Event next() {
    try {
      Event event = events.next();
      last = place(event);
      end = event.getEndMark().map(Mark::getIndex).orElse(end);
      return event;
    } catch (MarkedYamlEngineException problem) {
      Optional<Mark> start = problem.getContextMark();
      Optional<Mark> end = problem.getProblemMark();
      boolean atStart = SyntaxAdvice.liesAtStart(problem.getProblem());
      throw refusal(problem.getProblem(), atStart ? start.or(() -> end) : end.or(() -> start));
    } catch (YamlEngineException problem) {
      throw refusal(String.valueOf(problem.getMessage()), Optional.empty());
    }
  }

  /** Where the engine refused a tab, if that is what {@link #documents} failed at. */
  OptionalInt refusedTab() {
    return refusedTab;
  }

  private YamlException refusal(String problem, Optional<Mark> mark) {
    int offset = mark.map(found -> source.offset(found.getIndex())).orElse(source.text().length());
    if (offset < source.text().length() && source.text().charAt(offset) == '\t') {
      refusedTab = OptionalInt.of(offset);
    }
    Place place = mark.map(source::place).orElse(last);
    return source.problem(place, SyntaxAdvice.problem(problem), SyntaxAdvice.repair(problem));
  }

  private Place place(Event event) {
    return event.getStartMark().map(source::place).orElse(last);
  }
}
