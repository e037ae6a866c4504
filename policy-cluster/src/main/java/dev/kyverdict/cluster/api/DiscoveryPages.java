package dev.kyverdict.cluster.api;

import dev.kyverdict.cluster.ApiPath;
import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.types.ResourceType;
import dev.kyverdict.cluster.types.Subresource;
import dev.kyverdict.cluster.types.TypeRegistry;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What the server says of itself: discovery, version, health; and of what it does not know. */
final class DiscoveryPages {

  private static final Reply LOST = new Reply.Garbled(404, "404 page not found\n");

  private static final DiscoveryPages FIRST = new DiscoveryPages(TypeRegistry.withKyverno());

  private final TypeRegistry types;
  private final Map<String, Reply> pages = new ConcurrentHashMap<>();

  private DiscoveryPages(TypeRegistry types) {
    this.types = types;
  }

  /** Those of types; pages are made when somebody asks, once for all clusters alike. */
  static DiscoveryPages of(TypeRegistry types) {
    return types == FIRST.types ? FIRST : new DiscoveryPages(types);
  }

  Reply answer(Call call) {
    String path = call.bare();
    Reply known = pages.get(path);
    if (known == null) {
      known =
          page(
              path.length() > 1 && path.endsWith("/")
                  ? path.substring(0, path.length() - 1)
                  : path);
      if (known.status() == 200) {
        pages.put(path, known);
      }
    }
    return known;
  }

  private Reply page(String path) {
    return switch (path) {
      case "/healthz", "/livez", "/readyz" -> new Reply.Garbled(200, "ok");
      case "/version" -> page(version());
      case "/api" -> page(coreVersions());
      case "/apis" -> page(groups());
      default -> {
        List<String> parts = List.of(path.substring(1).split("/", -1));
        yield switch (parts.getFirst()) {
          case "api" -> parts.size() == 2 ? resources("", parts.get(1)) : LOST;
          case "apis" ->
              parts.size() == 2
                  ? groupPage(parts.get(1))
                  : parts.size() == 3 ? resources(parts.get(1), parts.get(2)) : LOST;
          default -> LOST;
        };
      }
    };
  }

  private static Reply page(JsonNode body) {
    return new Reply.Answered(200, body, List.of());
  }

  /** Of a resource that is not there: a group that is built in answers with a Status. */
  static Reply unknown(TypeRegistry types, ApiPath path) {
    boolean builtIn =
        types.types(path.group(), path.version()).stream().anyMatch(it -> it.custom().isEmpty());
    if (builtIn) {
      throw Refusal.noSuchResource();
    }
    return LOST;
  }

  /** Of a path that does not fit the scope of its resource. */
  static Reply lost(ResourceType type) {
    if (type.custom().isEmpty()) {
      throw Refusal.noSuchResource();
    }
    return LOST;
  }

  private static ObjectNode version() {
    ObjectNode version = JsonNodeFactory.instance.objectNode();
    version.put("major", "1").put("minor", "34").put("gitVersion", "v1.34.4");
    version.put("platform", "linux/amd64");
    return version;
  }

  private static ObjectNode coreVersions() {
    ObjectNode versions = JsonNodeFactory.instance.objectNode();
    versions.put("kind", "APIVersions").putArray("versions").add("v1");
    return versions;
  }

  private ObjectNode groups() {
    ObjectNode list = JsonNodeFactory.instance.objectNode();
    list.put("kind", "APIGroupList").put("apiVersion", "v1");
    ArrayNode groups = list.putArray("groups");
    types.groups().stream().filter(it -> !it.isEmpty()).map(this::group).forEach(groups::add);
    return list;
  }

  private Reply groupPage(String name) {
    if (!types.groups().contains(name)) {
      return LOST;
    }
    ObjectNode page = JsonNodeFactory.instance.objectNode();
    page.put("kind", "APIGroup").put("apiVersion", "v1");
    page.setAll(group(name));
    return page(page);
  }

  private ObjectNode group(String name) {
    ObjectNode group = JsonNodeFactory.instance.objectNode();
    ArrayNode versions = group.put("name", name).putArray("versions");
    for (String version : types.versions(name)) {
      versions.addObject().put("groupVersion", name + "/" + version).put("version", version);
    }
    group.set("preferredVersion", versions.path(0));
    return group;
  }

  private Reply resources(String group, String version) {
    List<ResourceType> all = types.types(group, version);
    if (all.isEmpty()) {
      return LOST;
    }
    ObjectNode list = JsonNodeFactory.instance.objectNode();
    list.put("kind", "APIResourceList").put("apiVersion", "v1");
    list.put("groupVersion", all.getFirst().apiVersion());
    ArrayNode resources = list.putArray("resources");
    for (ResourceType type : all) {
      resources.add(resource(type));
      type.subresources().values().forEach(part -> resources.add(part(type, part)));
    }
    return page(list);
  }

  private static ObjectNode resource(ResourceType type) {
    ObjectNode resource = JsonNodeFactory.instance.objectNode();
    resource.put("name", type.plural()).put("singularName", type.singular());
    resource.put("namespaced", type.namespaced()).put("kind", type.kind());
    add(resource, "verbs", type.verbs());
    addSome(resource, "shortNames", type.shortNames());
    addSome(resource, "categories", type.categories());
    return resource;
  }

  private static ObjectNode part(ResourceType type, Subresource part) {
    ObjectNode resource = JsonNodeFactory.instance.objectNode();
    resource.put("name", type.plural() + "/" + part.name()).put("singularName", "");
    resource.put("namespaced", type.namespaced());
    if (!part.group().equals(type.group()) || !part.version().equals(type.version())) {
      resource.put("group", part.group()).put("version", part.version());
    }
    resource.put("kind", part.kind());
    add(resource, "verbs", part.verbs().stream().sorted().toList());
    return resource;
  }

  private static void addSome(ObjectNode object, String field, Collection<String> texts) {
    if (!texts.isEmpty()) {
      add(object, field, texts);
    }
  }

  private static void add(ObjectNode object, String field, Collection<String> texts) {
    ArrayNode list = object.putArray(field);
    texts.forEach(list::add);
  }
}
