package dev.kyverdict.cluster.kyverno;

import dev.kyverdict.cluster.Caller;
import dev.kyverdict.cluster.Discovery.Resource;
import dev.kyverdict.cluster.Reply;
import dev.kyverdict.cluster.Request;
import dev.kyverdict.engine.UserInfo;
import dev.kyverdict.values.Wildcard;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What one of Kyverno's processes remembers of discovery; it forgets when a CRD changes. */
public final class Kinds {

  private final Map<String, Version> known = new HashMap<>();
  private List<String> versions = List.of();

  /** What a version of a group has: resources by kind, and the names of subresources. */
  private record Version(Map<String, Resource> kinds, List<String> subresources) {}

  private static final Version NONE = new Version(Map.of(), List.of());

  /** Where the objects of a kind are; empty when the cluster does not know it. */
  public Optional<Resource> of(Caller cluster, UserInfo account, String apiVersion, String kind) {
    Version version = known.get(apiVersion);
    if (version == null || !version.kinds().containsKey(kind)) {
      version = asked(cluster, account, apiVersion);
      known.put(apiVersion, version);
    }
    return Optional.ofNullable(version.kinds().get(kind));
  }

  /**
   * The resources that have a kind, in the order of discovery.
   *
   * @param group with wildcards; as {@code version}, {@code kind} and {@code subresource}
   * @param subresource empty for the objects themselves
   */
  public List<Resource> find(
      Caller cluster,
      UserInfo account,
      String group,
      String version,
      String kind,
      String subresource) {
    List<Resource> found = found(cluster, account, group, version, kind, subresource);
    if (found.isEmpty()) {
      forget();
      found = found(cluster, account, group, version, kind, subresource);
    }
    return found;
  }

  /**
   * A resource, or a part of one.
   *
   * @param resource the resource
   * @param subresource the name of the part; empty for the objects themselves
   */
  public record Found(Resource resource, String subresource) {}

  /** As {@link #find}, with the parts that fit a subresource, which may be a wildcard. */
  public List<Found> all(
      Caller cluster,
      UserInfo account,
      String group,
      String version,
      String kind,
      String subresource) {
    List<Found> all = new ArrayList<>();
    for (Resource resource : find(cluster, account, group, version, kind, subresource)) {
      if (subresource.isEmpty()) {
        all.add(new Found(resource, ""));
      } else {
        Version there = known.getOrDefault(resource.apiVersion(), NONE);
        String parts = resource.plural() + "/" + subresource;
        there.subresources().stream()
            .filter(name -> Wildcard.matches(parts, name))
            .map(name -> new Found(resource, name.substring(name.indexOf('/') + 1)))
            .forEach(all::add);
      }
    }
    return all;
  }

  private List<Resource> found(
      Caller cluster,
      UserInfo account,
      String group,
      String version,
      String kind,
      String subresource) {
    List<Resource> found = new ArrayList<>();
    for (String apiVersion : versions(cluster, account)) {
      int slash = apiVersion.indexOf('/');
      if (Wildcard.matches(group, slash < 0 ? "" : apiVersion.substring(0, slash))
          && Wildcard.matches(version, apiVersion.substring(slash + 1))) {
        Version there = known.computeIfAbsent(apiVersion, it -> asked(cluster, account, it));
        there.kinds().entrySet().stream()
            .filter(entry -> Wildcard.matches(kind, entry.getKey()))
            .map(Map.Entry::getValue)
            .filter(resource -> subresource.isEmpty() || has(there, resource, subresource))
            .forEach(found::add);
      }
    }
    return found;
  }

  private static boolean has(Version version, Resource resource, String subresource) {
    return version.subresources().stream()
        .anyMatch(name -> Wildcard.matches(resource.plural() + "/" + subresource, name));
  }

  /**
   * The kinds without namespaces, alone and behind group and version; of several versions the one
   * that the API server prefers ({@code ServerPreferredResources} of client-go).
   */
  public Set<String> clusterWide(Caller cluster, UserInfo account) {
    Set<String> all = new HashSet<>();
    Set<String> seen = new HashSet<>();
    for (String apiVersion : versions(cluster, account)) {
      String group = apiVersion.contains("/") ? apiVersion.replaceFirst("/.*", "") : "";
      known
          .computeIfAbsent(apiVersion, it -> asked(cluster, account, it))
          .kinds()
          .forEach(
              (kind, resource) -> {
                if (seen.add(group + "/" + resource.plural()) && !resource.namespaced()) {
                  all.add(kind);
                  all.add(apiVersion + "/" + kind);
                }
              });
    }
    return all;
  }

  private List<String> versions(Caller cluster, UserInfo account) {
    if (versions.isEmpty()) {
      List<String> all = new ArrayList<>(List.of("v1"));
      JsonNode groups = cluster.call(Request.get(account, "/apis")).body().path("groups");
      for (JsonNode group : groups) {
        group
            .path("versions")
            .forEach(version -> all.add(version.path("groupVersion").asString("")));
      }
      versions = List.copyOf(all);
    }
    return versions;
  }

  private static Version asked(Caller cluster, UserInfo account, String apiVersion) {
    String root = (apiVersion.contains("/") ? "/apis/" : "/api/") + apiVersion;
    Reply reply = cluster.call(Request.get(account, root));
    Map<String, Resource> kinds = new LinkedHashMap<>();
    List<String> subresources = new ArrayList<>();
    for (JsonNode resource : reply.body().path("resources")) {
      String name = resource.path("name").asString("");
      if (name.contains("/")) {
        subresources.add(name);
      } else {
        kinds.put(
            resource.path("kind").asString(""),
            new Resource(apiVersion, name, resource.path("namespaced").asBoolean(false)));
      }
    }
    return new Version(kinds, List.copyOf(subresources));
  }

  /** Forgets everything. */
  public void forget() {
    known.clear();
    versions = List.of();
  }

  /** A copy that shares nothing which changes. */
  public Kinds copy() {
    Kinds copy = new Kinds();
    copy.known.putAll(known);
    copy.versions = versions;
    return copy;
  }
}
