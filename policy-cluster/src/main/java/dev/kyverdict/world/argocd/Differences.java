package dev.kyverdict.world.argocd;

import dev.kyverdict.world.kube.Trees;
import dev.kyverdict.yaml.YamlReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How a live object differs from the one in Git ({@code gitops-engine/pkg/diff}, three-way: fields
 * that only the live object has are nobody's concern), and the patch that takes it there.
 */
final class Differences {

  static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

  /** What was applied is compared again and again; nobody changes it. */
  private static final Map<String, JsonNode> READ = new ConcurrentHashMap<>();

  private static final int MOST_READ = 1000;

  private Differences() {}

  /**
   * The JSON pointers that are not compared: of the application, and of the ConfigMap {@code
   * argocd-cm}.
   */
  static List<String> ignored(Resource resource, JsonNode application, JsonNode settings) {
    List<String> pointers = new ArrayList<>();
    for (JsonNode entry : Trees.at(application, "spec/ignoreDifferences")) {
      String name = Trees.text(entry, "name");
      if (Trees.text(entry, "kind").equals(resource.kind())
          && Trees.text(entry, "group").equals(resource.group())
          && (name.isEmpty() || name.equals(resource.name()))) {
        entry.path("jsonPointers").forEach(it -> pointers.add(it.asString("")));
      }
    }
    String kind = resource.group().isEmpty() ? "" : resource.group() + "_";
    for (String key : List.of(kind + resource.kind(), "all")) {
      String text =
          Trees.entry(settings.path("data"), "resource.customizations.ignoreDifferences." + key);
      if (!text.isEmpty()) {
        YamlReader.readOne("argocd-cm", text)
            .tree()
            .path("jsonPointers")
            .forEach(it -> pointers.add(it.asString("")));
      }
    }
    return pointers;
  }

  /** The same without what is not compared. */
  static JsonNode without(JsonNode object, List<String> pointers) {
    JsonNode result = object;
    for (String pointer : pointers) {
      result = set(result, pointer.substring(1).split("/", -1), 0, MissingNode.getInstance());
    }
    return result;
  }

  /** The same with what is not compared as it is in another object. */
  static JsonNode with(JsonNode object, List<String> pointers, JsonNode other) {
    JsonNode result = object;
    for (String pointer : pointers) {
      result = set(result, pointer.substring(1).split("/", -1), 0, other.at(pointer));
    }
    return result;
  }

  private static JsonNode set(JsonNode tree, String[] path, int from, JsonNode value) {
    if (!tree.isObject()) {
      return tree;
    }
    String field = path[from].replace("~1", "/").replace("~0", "~");
    ObjectNode copy = Trees.copy(tree);
    if (from < path.length - 1) {
      if (tree.has(field)) {
        copy.set(field, set(tree.path(field), path, from + 1, value));
      }
    } else if (value.isMissingNode()) {
      copy.remove(field);
    } else {
      copy.set(field, value);
    }
    return copy;
  }

  /** What was applied last, by whoever applies on the client's side. */
  static JsonNode lastApplied(JsonNode live) {
    String text = Trees.entry(Trees.at(live, "metadata/annotations"), LAST_APPLIED);
    if (text.isEmpty()) {
      return Trees.object();
    }
    if (READ.size() >= MOST_READ) {
      READ.clear();
    }
    return READ.computeIfAbsent(text, Differences::read);
  }

  private static JsonNode read(String text) {
    try {
      return JsonMapper.shared().readTree(text);
    } catch (JacksonException garbled) {
      return Trees.object();
    }
  }

  /** The merge patch from the live object to the wanted one; empty when there is nothing to do. */
  static Optional<ObjectNode> patch(JsonNode last, JsonNode target, JsonNode live) {
    ObjectNode patch = Trees.object();
    for (Map.Entry<String, JsonNode> entry : target.properties()) {
      JsonNode there = live.path(entry.getKey());
      JsonNode wanted = entry.getValue();
      if (wanted.isObject() && there.isObject()) {
        patch(last.path(entry.getKey()), wanted, there)
            .ifPresent(it -> patch.set(entry.getKey(), it));
      } else if (!contains(there, wanted)) {
        patch.set(entry.getKey(), wanted);
      }
    }
    for (Map.Entry<String, JsonNode> entry : last.properties()) {
      if (!target.has(entry.getKey()) && live.has(entry.getKey())) {
        patch.set(entry.getKey(), NullNode.getInstance());
      }
    }
    return patch.isEmpty() ? Optional.empty() : Optional.of(patch);
  }

  /** Whether a live value is as wanted, whatever else defaults have put into it. */
  private static boolean contains(JsonNode there, JsonNode wanted) {
    if (wanted.isObject() && (there.isObject() || there.isMissingNode() && wanted.isEmpty())) {
      return wanted.properties().stream()
          .allMatch(it -> contains(there.path(it.getKey()), it.getValue()));
    }
    if (wanted.isArray() && wanted.size() == there.size()) {
      for (int i = 0; i < wanted.size(); i++) {
        if (!contains(there.path(i), wanted.path(i))) {
          return false;
        }
      }
      return true;
    }
    if (there.isMissingNode() || there.isNull()) {
      return isNothing(wanted);
    }
    return wanted.isNumber() && there.isNumber()
        ? wanted.decimalValue().compareTo(there.decimalValue()) == 0
        : wanted.equals(there);
  }

  /** What Go leaves out of JSON; {@code remarshal} takes it out of Git's objects as well. */
  private static boolean isNothing(JsonNode wanted) {
    return wanted.isNull()
        || wanted.isContainer() && wanted.isEmpty()
        || wanted.isString() && wanted.asString().isEmpty()
        || wanted.isBoolean() && !wanted.asBoolean()
        || wanted.isNumber() && wanted.asDouble() == 0;
  }

  /** Whether two objects that the API server gave out are the same to whoever reads Git. */
  static boolean areSame(JsonNode one, JsonNode other) {
    return stripped(one).equals(stripped(other));
  }

  private static JsonNode stripped(JsonNode object) {
    ObjectNode copy = Trees.copy(object);
    copy.remove("status");
    ObjectNode metadata = Trees.below(copy, "metadata");
    List.of("managedFields", "resourceVersion", "generation", "creationTimestamp", "uid")
        .forEach(metadata::remove);
    return copy;
  }
}
