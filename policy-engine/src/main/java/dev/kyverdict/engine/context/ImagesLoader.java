package dev.kyverdict.engine.context;

import dev.kyverdict.engine.EvaluationException;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code images}: those of the object as it came in, read anew after each reset. Basis: {@code
 * pkg/utils/api/image.go}.
 */
final class ImagesLoader extends Loader {

  private static final EntryName NAME = EntryName.of("images");
  private static final List<String> CONTAINERS =
      List.of("initContainers", "containers", "ephemeralContainers");
  private static final List<String> TEMPLATE = List.of("spec", "template", "spec");
  private static final Map<String, List<String>> PATHS =
      Map.of(
          "Pod", List.of("spec"),
          "DaemonSet", TEMPLATE,
          "Deployment", TEMPLATE,
          "ReplicaSet", TEMPLATE,
          "ReplicationController", TEMPLATE,
          "StatefulSet", TEMPLATE,
          "CronJob", List.of("spec", "jobTemplate", "spec", "template", "spec"),
          "Job", TEMPLATE);

  private final JsonNode object;

  ImagesLoader(JsonNode object) {
    super(NAME, "images");
    this.object = object;
  }

  @Override
  boolean hasLoaded() {
    return false;
  }

  @Override
  void load(JsonContext context) {
    List<String> path = PATHS.getOrDefault(object.path("kind").asString(""), List.of());
    if (path.isEmpty()) {
      return;
    }
    ImageReader reader = ImageReader.of(context.config());
    ObjectNode images = JsonNodeFactory.instance.objectNode();
    for (String containers : CONTAINERS) {
      ObjectNode found = images(path, containers, reader);
      if (!found.isEmpty()) {
        images.set(containers, found);
      }
    }
    if (!images.isEmpty()) {
      context.merge("images", images);
    }
  }

  private ObjectNode images(List<String> path, String containers, ImageReader reader) {
    ObjectNode found = JsonNodeFactory.instance.objectNode();
    JsonNode place = object;
    for (String name : path) {
      place = step(place, name);
    }
    place = step(place, containers);
    String pointer = "/" + String.join("/", path) + "/" + containers + "/";
    if (place.isArray()) {
      addAll(place, pointer, reader, found);
    } else if (place.isObject()) {
      place.properties().forEach(m -> add(m.getValue(), pointer + m.getKey(), reader, found));
    } else if (!place.isMissingNode() && !place.isNull()) {
      throw new EvaluationException("invalid image config");
    }
    return found;
  }

  private static JsonNode step(JsonNode place, String name) {
    if (!place.isMissingNode() && !place.isNull() && !place.isObject()) {
      throw new EvaluationException("invalid image config");
    }
    return place.path(name);
  }

  /** A list in the list is walked through too. */
  private static void addAll(JsonNode list, String pointer, ImageReader reader, ObjectNode found) {
    for (int i = 0; i < list.size(); i++) {
      JsonNode item = list.get(i);
      if (item.isArray()) {
        addAll(item, pointer + i + "/", reader, found);
      } else {
        add(item, pointer + i, reader, found);
      }
    }
  }

  private static void add(JsonNode item, String pointer, ImageReader reader, ObjectNode found) {
    if (!item.isObject()) {
      return;
    }
    JsonNode name = item.path("name");
    if (!name.isString()) {
      throw new EvaluationException("invalid key");
    }
    String image = item.path("image").asString("");
    if (item.path("image").isString() && !image.isBlank()) {
      found.set(name.stringValue(), reader.read(image).put("jsonPointer", pointer + "/image"));
    }
  }
}
