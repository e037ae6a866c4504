package dev.kyverdict.yaml;

import dev.kyverdict.yaml.Places.Spot;
import dev.kyverdict.yaml.YamlNode.AliasNode;
import dev.kyverdict.yaml.YamlNode.Entry;
import dev.kyverdict.yaml.YamlNode.MappingNode;
import dev.kyverdict.yaml.YamlNode.ScalarNode;
import dev.kyverdict.yaml.YamlNode.SequenceNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * From nodes to JSON, step by step as go-yaml v2 decodes ({@code decode.go}) and sigs.k8s.io/yaml
 * converts: merge keys act where they stand, tags of collections are ignored, the last duplicate
 * wins.
 */
final class TreeBuilder {

  private static final String MERGE_TAG = "tag:yaml.org,2002:merge";

  private final SourceText source;
  private final Set<AliasNode> open = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Deque<String> path = new ArrayDeque<>();
  private final List<DuplicateKey> duplicates = new ArrayList<>();
  private final AliasBudget budget = new AliasBudget();
  private int depth;

  TreeBuilder(SourceText source) {
    this.source = source;
  }

  YamlDocument document(YamlNode root) {
    budget.spend(false);
    Built built = value(root);
    return new YamlDocument(built.tree(), new Places(built.spot()), duplicates);
  }

  private record Built(JsonNode tree, Spot spot) {}

  private Built value(YamlNode node) {
    spend(node);
    return switch (node) {
      case ScalarNode scalar -> new Built(json(scalar), Spot.leaf(scalar.place()));
      case SequenceNode sequence -> sequence(sequence);
      case MappingNode mapping -> mapping(mapping);
      case AliasNode alias -> {
        Built target = through(alias, () -> value(alias.target()));
        yield new Built(target.tree(), target.spot().at(alias.place()));
      }
    };
  }

  private Built sequence(SequenceNode sequence) {
    ArrayNode tree = JsonNodeFactory.instance.arrayNode();
    List<Spot> items = new ArrayList<>();
    enter(sequence);
    for (YamlNode item : sequence.items()) {
      path.addLast(Integer.toString(items.size()));
      Built built = value(item);
      path.removeLast();
      tree.add(built.tree());
      items.add(built.spot());
    }
    depth--;
    return new Built(tree, new Spot(Optional.empty(), sequence.place(), Map.of(), items));
  }

  private Built mapping(MappingNode mapping) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    Map<String, Spot> fields = new HashMap<>();
    fill(mapping, tree, fields);
    return new Built(tree, new Spot(Optional.empty(), mapping.place(), fields, List.of()));
  }

  private void fill(MappingNode mapping, ObjectNode tree, Map<String, Spot> fields) {
    Map<String, Place> seen = new HashMap<>();
    enter(mapping);
    for (Entry entry : mapping.entries()) {
      if (isMerge(entry.key())) {
        merge(entry.value(), tree, fields);
        continue;
      }
      String key = key(entry.key());
      Place place = entry.key().place();
      path.addLast(key);
      Optional.ofNullable(seen.putIfAbsent(key, place)).ifPresent(first -> duplicate(first, place));
      Built built = value(entry.value());
      path.removeLast();
      tree.set(key, built.tree());
      fields.put(key, built.spot().keyed(place));
    }
    depth--;
  }

  /** As in go-yaml v2: what is merged overrides what stands above it, the first of a list wins. */
  private void merge(YamlNode value, ObjectNode tree, Map<String, Spot> fields) {
    List<YamlNode> parts =
        value instanceof SequenceNode sequence ? sequence.items().reversed() : List.of(value);
    for (YamlNode part : parts) {
      spend(part);
      if (part instanceof MappingNode mapping) {
        fill(mapping, tree, fields);
      } else if (part instanceof AliasNode alias && alias.target() instanceof MappingNode target) {
        through(alias, () -> merged(target, tree, fields));
      } else {
        throw source.problem(
            part.place(),
            "a merge key takes a mapping, an alias of one or a list of these",
            "give '<<' such a value, or put it in quotes");
      }
    }
  }

  private boolean merged(MappingNode target, ObjectNode tree, Map<String, Spot> fields) {
    spend(target);
    fill(target, tree, fields);
    return true;
  }

  private static boolean isMerge(YamlNode key) {
    if (!(key instanceof ScalarNode scalar) || !scalar.text().equals("<<")) {
      return false;
    }
    return scalar.tag().map(tag -> tag.equals("!") || tag.equals(MERGE_TAG)).orElse(scalar.plain());
  }

  private String key(YamlNode node) {
    spend(node);
    return switch (node) {
      case AliasNode alias -> through(alias, () -> key(alias.target()));
      case ScalarNode scalar ->
          scalar(scalar)
              .key()
              .orElseThrow(
                  () ->
                      source.problem(
                          scalar.place(),
                          "Kyverno refuses '" + scalar.text() + "' as a key",
                          "put it in quotes"));
      case SequenceNode list -> throw notAKey(list, "a list");
      case MappingNode mapping -> throw notAKey(mapping, "a mapping");
    };
  }

  private YamlException notAKey(YamlNode node, String what) {
    return source.problem(
        node.place(), what + " cannot be a key", "put text with brackets such as {{ }} in quotes");
  }

  private JsonNode json(ScalarNode node) {
    return scalar(node)
        .json()
        .orElseThrow(
            () ->
                source.problem(
                    node.place(),
                    "JSON has no number '" + node.text() + "'",
                    "put it in quotes if it is meant as text"));
  }

  private Scalar scalar(ScalarNode node) {
    if (node.tag().isEmpty()) {
      return node.plain() ? ScalarTypes.resolve(node.text()) : new Scalar.Text(node.text());
    }
    String tag = node.tag().get();
    return ScalarTags.resolve(tag, node.text())
        .orElseThrow(
            () ->
                source.problem(
                    node.place(),
                    "'" + node.text() + "' is not of type " + ScalarTags.shortened(tag),
                    "correct the value or remove the tag"));
  }

  private void duplicate(Place first, Place again) {
    if (open.isEmpty()) {
      duplicates.add(new DuplicateKey(Places.pointer(path), first, again));
    }
  }

  private <T> T through(AliasNode alias, Supplier<T> target) {
    if (!open.add(alias)) {
      throw source.problem(
          alias.place(),
          "the value of anchor '&" + alias.name() + "' contains itself",
          "write the value out");
    }
    T result = target.get();
    open.remove(alias);
    return result;
  }

  private void enter(YamlNode node) {
    depth++;
    if (depth > NodeParser.MAX_DEPTH) {
      throw source.problem(
          node.place(),
          "more than " + NodeParser.MAX_DEPTH + " levels of nesting",
          "nest less deeply");
    }
  }

  private void spend(YamlNode node) {
    if (!budget.spend(!open.isEmpty())) {
      throw source.problem(
          node.place(), "the document consists almost only of aliases", "write the values out");
    }
  }
}
