package dev.kyverdict.cluster.kyverno.background;

import dev.kyverdict.cluster.Request;
import dev.kyverdict.cluster.kyverno.Api;
import dev.kyverdict.values.Wildcard;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Everything that the API server serves, as discovery says: for whoever does not know group or
 * version ({@code pkg/clients/dclient/discovery.go}). Asked once, until a CRD changes.
 */
final class Catalogue {

  /**
   * A resource or a subresource.
   *
   * @param group the API group; empty for the core
   * @param version the version
   * @param preferred whether the version is the group's preferred one
   * @param plural the name in paths, of a subresource that of its parent
   * @param subresource empty for none
   * @param kind the kind
   * @param namespaced whether its objects live in namespaces
   */
  record Entry(
      String group,
      String version,
      boolean preferred,
      String plural,
      String subresource,
      String kind,
      boolean namespaced) {

    String apiVersion() {
      return group.isEmpty() ? version : group + "/" + version;
    }

    String path(String namespace) {
      String root = (group.isEmpty() ? "/api/" : "/apis/") + apiVersion();
      return namespace.isEmpty()
          ? root + "/" + plural
          : root + "/namespaces/" + namespace + "/" + plural;
    }
  }

  private List<Entry> entries = List.of();

  void forget() {
    entries = List.of();
  }

  Catalogue copy() {
    Catalogue copy = new Catalogue();
    copy.entries = entries;
    return copy;
  }

  /** The resource of a kind; without a version that of the preferred one, the core's first. */
  Optional<Entry> of(Api api, String apiVersion, String kind) {
    return looked(api, () -> resources(apiVersion, kind).findFirst());
  }

  private Stream<Entry> resources(String apiVersion, String kind) {
    return entries.stream()
        .filter(entry -> entry.subresource().isEmpty() && entry.kind().equals(kind))
        .filter(
            entry ->
                apiVersion.isEmpty() ? entry.preferred() : entry.apiVersion().equals(apiVersion));
  }

  /** The kind behind a resource of any group. */
  Optional<Entry> plural(Api api, String plural) {
    return looked(
        api,
        () ->
            entries.stream()
                .filter(entry -> entry.subresource().isEmpty() && entry.plural().equals(plural))
                .findFirst());
  }

  /** All resources or subresources of kinds; wildcards are allowed everywhere. */
  List<Entry> all(Api api, String group, String version, String kind, String subresource) {
    return looked(
            api,
            () -> {
              List<Entry> found = all(group, version, kind, subresource);
              return found.isEmpty() ? Optional.<List<Entry>>empty() : Optional.of(found);
            })
        .orElse(List.of());
  }

  private List<Entry> all(String group, String version, String kind, String subresource) {
    List<Entry> parents =
        entries.stream()
            .filter(entry -> entry.subresource().isEmpty())
            .filter(entry -> Wildcard.matches(group, entry.group()))
            .filter(entry -> Wildcard.matches(version, entry.version()))
            .filter(entry -> Wildcard.matches(kind, entry.kind()))
            .toList();
    if (subresource.isEmpty()) {
      return parents;
    }
    return parents.stream()
        .flatMap(
            parent ->
                entries.stream()
                    .filter(entry -> entry.apiVersion().equals(parent.apiVersion()))
                    .filter(entry -> entry.plural().equals(parent.plural()))
                    .filter(entry -> !entry.subresource().isEmpty())
                    .filter(entry -> Wildcard.matches(subresource, entry.subresource())))
        .toList();
  }

  /** What is not found is asked for once more. */
  private <T> Optional<T> looked(Api api, Supplier<Optional<T>> search) {
    Optional<T> found = search.get();
    if (found.isEmpty()) {
      entries = asked(api);
      found = search.get();
    }
    return found;
  }

  private static List<Entry> asked(Api api) {
    List<Entry> entries = new ArrayList<>(resources(api, "", "v1", true));
    for (JsonNode group : get(api, "/apis").path("groups")) {
      String preferred = group.path("preferredVersion").path("version").asString("");
      for (JsonNode version : group.path("versions")) {
        String name = version.path("version").asString("");
        entries.addAll(
            resources(api, group.path("name").asString(""), name, name.equals(preferred)));
      }
    }
    return List.copyOf(entries);
  }

  private static List<Entry> resources(Api api, String group, String version, boolean preferred) {
    String root = group.isEmpty() ? "/api/" + version : "/apis/" + group + "/" + version;
    List<Entry> entries = new ArrayList<>();
    for (JsonNode resource : get(api, root).path("resources")) {
      String[] names = resource.path("name").asString("").split("/", 2);
      entries.add(
          new Entry(
              group,
              version,
              preferred,
              names[0],
              names.length > 1 ? names[1] : "",
              resource.path("kind").asString(""),
              resource.path("namespaced").asBoolean(false)));
    }
    return entries;
  }

  private static JsonNode get(Api api, String path) {
    return api.cluster().call(Request.get(api.account(), path)).body();
  }
}
