package dev.kyverdict.cluster.types;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The kinds of objects that an API server serves. It never changes: what adds one is another. */
public final class TypeRegistry {

  private final List<ResourceType> types;
  private final Map<String, ResourceType> byPath;
  private final Map<String, ResourceType> byKind;

  private TypeRegistry(List<ResourceType> types) {
    this.types = List.copyOf(types);
    byPath = new LinkedHashMap<>();
    byKind = new LinkedHashMap<>();
    for (ResourceType type : types) {
      byPath.put(type.apiVersion() + "/" + type.plural(), type);
      byKind.put(type.apiVersion() + "/" + type.kind(), type);
    }
  }

  /** The built-in types of Kubernetes 1.34. */
  public static TypeRegistry kubernetes() {
    return Kubernetes.REGISTRY;
  }

  /** The same with the custom resources that Kyverno's chart installs. */
  public static TypeRegistry withKyverno() {
    return WithKyverno.REGISTRY;
  }

  /** A resource by its path. */
  public Optional<ResourceType> resource(String group, String version, String plural) {
    String apiVersion = group.isEmpty() ? version : group + "/" + version;
    return Optional.ofNullable(byPath.get(apiVersion + "/" + plural));
  }

  /** A resource by the kind of its objects. */
  public Optional<ResourceType> kind(String apiVersion, String kind) {
    return Optional.ofNullable(byKind.get(apiVersion + "/" + kind));
  }

  /** All of them in the order of discovery. */
  public List<ResourceType> types() {
    return types;
  }

  /** The groups in the order of discovery; the core group is the empty one. */
  public List<String> groups() {
    LinkedHashSet<String> groups = new LinkedHashSet<>();
    types.forEach(type -> groups.add(type.group()));
    return List.copyOf(groups);
  }

  /** The versions of a group, the preferred one first. */
  public List<String> versions(String group) {
    LinkedHashSet<String> versions = new LinkedHashSet<>();
    types.stream().filter(it -> it.group().equals(group)).forEach(it -> versions.add(it.version()));
    return versions.stream().sorted(Versions.PREFERRED_FIRST).toList();
  }

  /** The resources of a group and version in the order of discovery. */
  public List<ResourceType> types(String group, String version) {
    return types.stream()
        .filter(it -> it.group().equals(group) && it.version().equals(version))
        .toList();
  }

  /** All versions of a type that share its storage, with itself. */
  public List<ResourceType> sharing(ResourceType type) {
    return types.stream().filter(it -> it.storage().equals(type.storage())).toList();
  }

  /**
   * With the resources of a CustomResourceDefinition, instead of those that it had by that name.
   */
  public TypeRegistry with(JsonNode definition) {
    TypeRegistry rest = without(definition.path("metadata").path("name").asString(""));
    List<ResourceType> all = new ArrayList<>(rest.types);
    all.addAll(CustomTypes.of(definition));
    return new TypeRegistry(all);
  }

  /** Without the resources of a CustomResourceDefinition. */
  public TypeRegistry without(String definition) {
    return new TypeRegistry(
        types.stream()
            .filter(it -> it.custom().filter(custom -> custom.name().equals(definition)).isEmpty())
            .toList());
  }

  private static final class Kubernetes {
    static final TypeRegistry REGISTRY = new TypeRegistry(BuiltInTypes.read());
  }

  private static final class WithKyverno {
    static final TypeRegistry REGISTRY = withDefinitions();

    private static TypeRegistry withDefinitions() {
      List<ResourceType> all = new ArrayList<>(kubernetes().types);
      Definitions.kyverno().forEach(it -> all.addAll(CustomTypes.of(it)));
      return new TypeRegistry(all);
    }
  }
}
